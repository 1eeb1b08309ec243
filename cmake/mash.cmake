# SPDX-License-Identifier: MIT
# One way to declare a library or slice, its tests and its warnings.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(MASH_SANITIZE "" CACHE STRING "Sanitizers, for instance address,undefined")
enable_testing()
find_package(Threads REQUIRED)
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
find_package(fmt REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)

add_library(mash_flags INTERFACE)
target_compile_options(mash_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wno-missing-designated-field-initializers -Wnon-virtual-dtor -Wold-style-cast
  -Wimplicit-fallthrough -Werror -fno-omit-frame-pointer -fstack-protector-strong)
target_compile_definitions(mash_flags INTERFACE _GLIBCXX_ASSERTIONS
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
target_link_options(mash_flags INTERFACE -fuse-ld=lld -Wl,-z,relro,-z,now)
if(MASH_SANITIZE)
  add_compile_options(-fsanitize=${MASH_SANITIZE} -fno-sanitize-recover=all -g1)
  add_link_options(-fsanitize=${MASH_SANITIZE})
endif()

# mash_library(name USES mash libraries... LINKS foreign targets... TEST_USES ... TEST_LINKS ...)
#
# Sources: src/*.cpp in libraries, *.cpp in slices (flat). Public headers: include/ only, so that an
# include that is not declared under USES stops the build. Files named *_test.cpp make <name>_test.
function(mash_library name)
  cmake_parse_arguments(ARG "" "" "USES;LINKS;TEST_USES;TEST_LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/*.cpp
       ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  if(sources)
    add_library(mash_${name} STATIC ${sources})
    set(scope PUBLIC)
    target_include_directories(mash_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}
      ${CMAKE_CURRENT_SOURCE_DIR}/src)
    target_link_libraries(mash_${name} PRIVATE mash_flags)
    # What every test runs is optimised a little even in debug builds: tests take half the time.
    target_compile_options(mash_${name} PRIVATE $<$<CONFIG:Debug>:-O1>)
  else()
    add_library(mash_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(mash_${name} ${scope} ${CMAKE_CURRENT_SOURCE_DIR}/include)
  list(TRANSFORM ARG_USES PREPEND mash_)
  target_link_libraries(mash_${name} ${scope} ${ARG_USES})
  if(scope STREQUAL PUBLIC)
    target_link_libraries(mash_${name} PRIVATE ${ARG_LINKS})
  else()
    target_link_libraries(mash_${name} INTERFACE ${ARG_LINKS})
  endif()
  if(tests)
    list(TRANSFORM ARG_TEST_USES PREPEND mash_)
    add_executable(${name}_test ${tests})
    target_include_directories(${name}_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}
      ${CMAKE_CURRENT_SOURCE_DIR}/src)
    target_link_libraries(${name}_test PRIVATE mash_flags mash_${name} ${ARG_TEST_USES}
      ${ARG_LINKS} ${ARG_TEST_LINKS} gtest gmock gtest_main Threads::Threads)
    target_compile_definitions(${name}_test PRIVATE MASH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${name}_test)
    set_tests_properties(${name} PROPERTIES LABELS unit)
    set_property(GLOBAL APPEND PROPERTY MASH_TESTS ${name}_test)
  endif()
endfunction()

# mash_hot(target file...): these of the target's sources run in every test and hold little to step
# through. They are optimised in debug builds too; the tests would take twice as long otherwise.
function(mash_hot target)
  set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target}
    PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Debug>:-O2>)
endfunction()

# mash_fuzz(name SOURCES files... LINKS targets...): the target <name>_fuzz of fuzz/<name>_fuzz.cpp,
# for scripts/fuzz.sh. The sources are compiled once more, so that the fuzzer sees into them.
option(MASH_FUZZ "Build the fuzz targets" OFF)
function(mash_fuzz name)
  if(NOT MASH_FUZZ)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  list(FILTER ARG_SOURCES EXCLUDE REGEX "_test\\.cpp$")
  add_executable(${name}_fuzz fuzz/${name}_fuzz.cpp ${ARG_SOURCES})
  target_include_directories(${name}_fuzz PRIVATE include src ${CMAKE_CURRENT_SOURCE_DIR})
  target_compile_options(${name}_fuzz PRIVATE -fsanitize=fuzzer,address,undefined)
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer,address,undefined)
  target_link_libraries(${name}_fuzz PRIVATE mash_flags ${ARG_LINKS})
endfunction()

# Adds each named folder below root that has a CMakeLists.txt.
macro(mash_add_all root)
  foreach(folder ${ARGN})
    if(EXISTS ${PROJECT_SOURCE_DIR}/${root}/${folder}/CMakeLists.txt)
      add_subdirectory(${root}/${folder})
    endif()
  endforeach()
endmacro()

# mash_schema(slice): embeds <slice>/schema.sql as `std::string_view mash::<slice>::schema()`,
# declared in "mash/<slice>/schema.h". Call it after mash_library(<slice>).
function(mash_schema slice)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
    ${CMAKE_CURRENT_SOURCE_DIR}/schema.sql)
  file(READ ${CMAKE_CURRENT_SOURCE_DIR}/schema.sql sql)
  file(CONFIGURE OUTPUT ${generated}/mash/${slice}/schema.h @ONLY CONTENT
"// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::@slice@ {

// The tables of this slice, for db::Migration.
std::string_view schema();

}  // namespace mash::@slice@
")
  file(CONFIGURE OUTPUT ${generated}/${slice}_schema.cpp @ONLY CONTENT
"// SPDX-License-Identifier: MIT
#include \"mash/${slice}/schema.h\"

namespace mash::@slice@ {

std::string_view schema() {
  return R\"sql(@sql@)sql\";
}

}  // namespace mash::@slice@
")
  target_include_directories(mash_${slice} PUBLIC ${generated})
  target_sources(mash_${slice} PRIVATE ${generated}/${slice}_schema.cpp)
endfunction()

# mash_embed(slice function file): embeds a text file of the source tree, so that no program runs
# without it, as `std::string_view mash::<slice>::<function>()`, which the slice declares in
# <function>.h. Call it after mash_library(<slice>).
function(mash_embed slice function file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${file})
  file(READ ${PROJECT_SOURCE_DIR}/${file} text)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated/${function}.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// SPDX-License-Identifier: MIT
#include \"${function}.h\"

namespace mash::@slice@ {

std::string_view @function@() {
  return R\"text(@text@)text\";
}

}  // namespace mash::@slice@
")
  target_sources(mash_${slice} PRIVATE ${generated})
endfunction()
