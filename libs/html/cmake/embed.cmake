# SPDX-License-Identifier: MIT
# Puts templates and static files into the program, so that it is one file and offline.
# The generator is embed.py in this folder. Python is looked for in each function, because what
# find_package sets is not seen by the folders of slices.

# mash_templates(slice): embeds <slice>/templates/*.mustache into mash_<slice> as
# `const std::vector<mash::html::Source>& mash::<slice>::templates()`, declared in
# "mash/<slice>/templates.h". Names are "<slice>/<file stem>". Call it after mash_library(<slice>).
function(mash_templates slice)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
  file(CONFIGURE OUTPUT ${generated}/mash/${slice}/templates.h @ONLY CONTENT
"// SPDX-License-Identifier: MIT
// The page templates of this slice, embedded at build.
#pragma once

#include <vector>

#include \"mash/html/render.h\"

namespace mash::@slice@ {

const std::vector<html::Source>& templates();

}  // namespace mash::@slice@
")
  target_include_directories(mash_${slice} PUBLIC ${generated})
  mash_embed_templates(mash_${slice} templates ${CMAKE_CURRENT_SOURCE_DIR}/templates
    NAMESPACE mash::${slice} HEADER mash/${slice}/templates.h PREFIX ${slice}/)
endfunction()

# Templates below a folder, as the function NAMESPACE::name(). A name is its path below the folder
# without the ending, after PREFIX.
function(mash_embed_templates target name folder)
  cmake_parse_arguments(ARG "" "NAMESPACE;HEADER;PREFIX" "" ${ARGN})
  find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed.py)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*.mustache)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${target}_templates.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${Python3_EXECUTABLE} ${script} templates ${output} ${ARG_HEADER}
            ${ARG_NAMESPACE} ${name} ${folder} "${ARG_PREFIX}" ${files}
    DEPENDS ${files} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()

# Static files with the hash of their content in their path (see Asset in mash/html/render.h).
function(mash_embed_assets target)
  find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed.py)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${target}_assets.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${Python3_EXECUTABLE} ${script} assets ${output} ${ARGN}
    DEPENDS ${ARGN} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
