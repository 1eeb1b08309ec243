// SPDX-License-Identifier: MIT
// Files of the linkage commands: reading inputs with their roles, writing results, the model.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/json/value.h"
#include "mash/linkage/csv.h"
#include "mash/linkage/link.h"

namespace mash::server {

// Files only: a folder or a pipe is an error.
Result<std::string> read_text_file(const std::string& path);
// A file about records, as UTF-8. It may be in the encoding of the inputs, or made of what we
// wrote, which is UTF-8 whatever they are.
Result<std::string> read_utf8(const std::string& path, std::string_view encoding);
// What stood there stays whole until all of the text is written.
Result<bool> write_text_file(const std::string& path, const std::string& text);

// A file that an option names; an empty path is none.
struct NamedFile {
  std::string option;
  std::string path;
};
// Errors: what is to be written is a folder, or would overwrite what is read or another that is
// written. Only --clusters may take the place of --previous.
Result<bool> check_written(std::span<const NamedFile> read, std::span<const NamedFile> written);
// Errors: two of them are one file.
Result<bool> check_distinct(std::span<const std::string> inputs);

struct InputFile {
  std::string path;
  std::string id;  // column
};
struct InputFiles {
  std::vector<InputFile> files;
  std::vector<std::string> map;  // role=column; empty: guess
  std::string encoding;
  unsigned threads = 1;
};

struct PeopleRead {
  linkage::Table table;                  // of all files
  std::vector<linkage::Header> headers;  // file by file
};

// Says on stderr which column was taken for what.
Result<PeopleRead> read_people_and_headers(const InputFiles& files);
Result<linkage::Table> read_people(const InputFiles& files);

// ICU: any script to Latin letters without marks.
linkage::Fold icu_fold();

// `splink_model` is the text of the model for Splink that lies beside it.
std::string model_to_json(const linkage::Model& model, std::string_view splink_model);
// Was this written beside just this model for Splink?
bool belongs_to(const json::Value& own_model, std::string_view splink_model);
// "m.json" is for Splink; "m.openmash.json" beside it is the whole of our own model.
std::string own_model_path(const std::string& path);
Result<linkage::Model> model_from_json(const json::Value& value);

}  // namespace mash::server
