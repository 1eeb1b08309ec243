// SPDX-License-Identifier: MIT
#include "link_files.h"

#include <fmt/format.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "mash/json/value.h"

namespace mash::server {

namespace {

namespace lk = mash::linkage;
namespace fs = std::filesystem;

Result<std::vector<lk::ColumnRole>> roles_of(const std::vector<std::string>& map) {
  std::vector<lk::ColumnRole> roles;
  for (const auto& m : map) {
    const auto at = m.find('=');
    const auto role = lk::role_of(m.substr(0, at));
    if (at == std::string::npos || !role) {
      std::string all;
      for (std::size_t r = 1; r < lk::k_roles; ++r)
        all += (r == 1 ? "" : ", ") + std::string(lk::role_name(static_cast<lk::Role>(r)));
      return invalid("map", "--map " + m + ": write role=column; the roles are " + all);
    }
    roles.push_back({m.substr(at + 1), *role});
  }
  return roles;
}

// What this file has of the wanted columns; a column that no file has is found out by the caller.
Result<lk::Header> mapped_header(const lk::Input& input, const std::vector<lk::ColumnRole>& roles,
                                 std::vector<bool>& found) {
  std::vector<lk::ColumnRole> here;
  MASH_TRY(auto header, lk::read_header(input, here));
  for (std::size_t i = 0; i < roles.size(); ++i) {
    for (const auto& c : header.columns) {
      if (c.header == roles[i].header) {
        here.push_back(roles[i]);
        found[i] = true;
        break;
      }
    }
  }
  return lk::read_header(input, here);
}

void say(const lk::Input& input, const lk::Header& header, bool guessed) {
  std::cerr << input.name << (guessed ? ": columns taken for" : ": columns mapped to") << "\n";
  std::string ignored;
  for (const auto& c : header.columns) {
    if (c.role == lk::Role::ignored) {
      ignored += (ignored.empty() ? "" : ", ") + (c.header.empty() ? "\"\"" : c.header);
    } else {
      std::cerr << "  " << lk::role_name(c.role) << " = " << c.header << "\n";
    }
  }
  if (!ignored.empty()) std::cerr << "  not compared: " << ignored << "\n";
}

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  std::error_code unknown;
  const auto there = fs::status(path, unknown);
  if (fs::is_directory(there)) return invalid("file", path + ": this is a folder; name a file");
  if (fs::exists(there) && !fs::is_regular_file(there))
    return invalid("file", path + ": a pipe cannot be used; name a file");
  std::ifstream file(path, std::ios::binary);
  if (!file) return invalid("file", path + ": the file cannot be read");
  std::string text;
  file.seekg(0, std::ios::end);
  if (const auto size = file.tellg(); size > 0) text.resize(static_cast<std::size_t>(size));
  file.seekg(0);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file) return invalid("file", path + ": reading the file failed");
  return text;
}

Result<std::string> read_utf8(const std::string& path, std::string_view encoding) {
  MASH_TRY(auto text, read_text_file(path));
  if (encoding != "windows-1252" || lk::is_utf8(text)) return text;
  return lk::from_windows_1252(text);
}

namespace {

// A terminal, a pipe, /dev/null: something that is no file of its own.
bool is_device(const fs::file_status& there) {
  return fs::exists(there) && !fs::is_regular_file(there) && !fs::is_directory(there);
}

Error cannot_write(const std::string& path) {
  return invalid("file", path + ": the file cannot be written");
}

// The first name that no file has.
std::string free_name_beside(const std::string& path) {
  std::error_code unknown;
  auto name = path + ".new";
  for (int n = 2; fs::exists(fs::symlink_status(name, unknown)); ++n)
    name = path + ".new" + std::to_string(n);
  return name;
}

// Without links and dots on the way, as far as it is there.
fs::path resolved(const std::string& path) {
  std::error_code fault;
  const auto whole = fs::absolute(path);
  const auto found = fs::weakly_canonical(whole, fault);
  return fault ? whole.lexically_normal() : found;
}

bool same_file(const std::string& x, const std::string& y) {
  std::error_code unknown;
  return fs::equivalent(x, y, unknown) || resolved(x) == resolved(y);
}

}  // namespace

Result<bool> write_text_file(const std::string& path, const std::string& text) {
  std::error_code fault;
  const auto there = fs::status(path, fault);
  const auto fill = [&](const std::string& name) {
    std::ofstream file(name, std::ios::binary | std::ios::trunc);
    if (fs::is_regular_file(there)) fs::permissions(name, there.permissions(), fault);
    file << text;
    file.close();
    return !file.fail();
  };
  if (is_device(there)) {
    if (!fill(path)) return cannot_write(path);
    return true;
  }
  const auto target = resolved(path).string();
  if (fs::exists(there) && ::access(target.c_str(), W_OK) != 0) return cannot_write(path);
  const auto name = free_name_beside(target);
  if (fill(name)) {
    fs::rename(name, target, fault);
    if (!fault) return true;
  }
  fs::remove(name, fault);
  return cannot_write(path);
}

Result<bool> check_written(std::span<const NamedFile> read, std::span<const NamedFile> written) {
  const auto refuse = [](const NamedFile& out, const NamedFile& other) {
    return invalid(out.option, fmt::format("--{} would overwrite --{} {}; name another file",
                                           out.option, other.option, other.path));
  };
  std::error_code unknown;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const auto& out = written[i];
    const auto there = fs::status(out.path, unknown);
    if (out.path.empty() || is_device(there)) continue;
    if (fs::is_directory(there)) {
      return invalid(out.option,
                     fmt::format("--{} {}: this is a folder; name a file", out.option, out.path));
    }
    for (const auto& in : read) {
      const bool renewed = out.option == "clusters" && in.option == "previous";
      if (!in.path.empty() && !renewed && same_file(out.path, in.path)) return refuse(out, in);
    }
    for (const auto& before : written.subspan(0, i))
      if (!before.path.empty() && same_file(out.path, before.path)) return refuse(out, before);
  }
  return true;
}

Result<bool> check_distinct(std::span<const std::string> inputs) {
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!same_file(inputs[i], inputs[j])) continue;
      return invalid("input",
                     fmt::format("--input {} is there twice; name each file once", inputs[i]));
    }
  }
  return true;
}

Result<PeopleRead> read_people_and_headers(const InputFiles& files) {
  MASH_TRY(const auto roles, roles_of(files.map));
  std::vector<std::string> texts;
  for (const auto& file : files.files) {
    MASH_TRY(auto text, read_text_file(file.path));
    texts.push_back(files.encoding == "windows-1252" ? lk::from_windows_1252(text)
                                                     : std::move(text));
  }
  std::vector<lk::Input> inputs;
  std::vector<lk::Header> headers;
  std::vector<bool> found(roles.size(), false);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    inputs.push_back(
        {.name = files.files[i].path, .bytes = texts[i], .id_column = files.files[i].id});
    auto header =
        roles.empty() ? lk::read_header(inputs[i]) : mapped_header(inputs[i], roles, found);
    if (!header) return header.error();
    say(inputs[i], *header, roles.empty());
    headers.push_back(*std::move(header));
  }
  for (std::size_t i = 0; i < roles.size(); ++i)
    if (!found[i]) return invalid("map", "--map: no file has a column \"" + roles[i].header + "\"");
  MASH_TRY(auto table, lk::read_table(inputs, headers, files.threads));
  return PeopleRead{.table = std::move(table), .headers = std::move(headers)};
}

Result<lk::Table> read_people(const InputFiles& files) {
  MASH_TRY(auto read, read_people_and_headers(files));
  return std::move(read.table);
}

lk::Fold icu_fold() {
  UErrorCode status = U_ZERO_ERROR;
  const std::shared_ptr<icu::Transliterator> rules(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
  if (U_FAILURE(status) != 0) return lk::fold_latin;
  return [rules](std::string_view utf8) {
    // Not every transliterator may be used by two threads at once.
    const std::unique_ptr<icu::Transliterator> own(rules->clone());
    auto text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
    own->transliterate(text);
    std::string out;
    text.toUTF8String(out);
    return lk::fold_latin(out);
  };
}

namespace {
std::string mark(std::string_view text) {
  return fmt::format("{:016x}", lk::stable_hash(text));
}
}  // namespace

bool belongs_to(const json::Value& own_model, std::string_view splink_model) {
  return own_model.text("of_splink_model") == mark(splink_model);
}

std::string own_model_path(const std::string& path) {
  constexpr std::string_view k_end = ".json";
  const auto stem = path.ends_with(k_end) ? path.substr(0, path.size() - k_end.size()) : path;
  return stem + ".openmash.json";
}

std::string model_to_json(const lk::Model& model, std::string_view splink_model) {
  json::Array comparisons;
  for (const auto& c : model.comparisons) {
    const auto& facts = lk::facts(c.kind);
    json::Array levels;
    for (std::size_t l = 1; l < facts.labels.size(); ++l) {
      json::Value level;
      level.set("label", std::string(facts.labels[l]));
      level.set("m", c.m[l]);
      level.set("u", c.u[l]);
      level.set("household", c.h[l]);
      levels.push_back(std::move(level));
    }
    json::Value comparison;
    comparison.set("kind", std::string(facts.name));
    comparison.set("levels", std::move(levels));
    comparisons.push_back(std::move(comparison));
  }
  json::Value out;
  out.set("openmash_linkage_model", 1);
  out.set("of_splink_model", mark(splink_model));
  out.set("match_share", model.match_share);
  out.set("household_share", model.household_share);
  out.set("moved_share", model.moved_share);
  out.set("names_together", model.names_together);
  out.set("comparisons", std::move(comparisons));
  if (!model.calibration.empty()) {
    json::Array points;
    for (const auto& p : model.calibration) points.push_back(json::Array{p.score, p.probability});
    out.set("calibration", std::move(points));
  }
  return json::encode_pretty(out);
}

namespace {

Result<double> share(const json::Value& object, std::string_view name) {
  const auto& value = object[name];
  const double p = value.as_double() != nullptr ? *value.as_double()
                   : value.as_int() != nullptr  ? static_cast<double>(*value.as_int())
                                                : -1;
  if (std::isnan(p) || p < 0 || p > 1)
    return invalid("model", "the model's \"" + std::string(name) + "\" must be from 0 to 1");
  return p;
}

Result<lk::Comparison> comparison_of(const json::Value& object) {
  const auto name = object.text("kind");
  for (std::size_t k = 0; k < lk::k_kinds; ++k) {
    const auto kind = static_cast<lk::Kind>(k);
    const auto& facts = lk::facts(kind);
    if (facts.name != name) continue;
    const auto* levels = object["levels"].as_array();
    if (levels == nullptr || levels->size() + 1 != facts.labels.size()) break;
    lk::Comparison c{.kind = kind};
    for (std::size_t l = 1; l < facts.labels.size(); ++l) {
      MASH_TRY(c.m[l], share((*levels)[l - 1], "m"));
      MASH_TRY(c.u[l], share((*levels)[l - 1], "u"));
      MASH_TRY(c.h[l], share((*levels)[l - 1], "household"));
    }
    return c;
  }
  return invalid("model", "the model has a comparison that this version does not know");
}

// Pairs of a score and a probability; neither may fall.
Result<lk::Calibration> calibration_of(const json::Value& list) {
  lk::Calibration out;
  if (list.is_null()) return out;
  const auto fault = invalid("model",
                             "the model's \"calibration\" must be a list of scores and "
                             "probabilities that rise");
  if (list.as_array() == nullptr) return fault;
  for (const auto& item : *list.as_array()) {
    const auto* point = item.as_array();
    if (point == nullptr || point->size() != 2) return fault;
    const auto* score = (*point)[0].as_int();
    const auto* p = (*point)[1].as_double();
    constexpr std::int64_t most = 1 << 30;
    if (score == nullptr || p == nullptr || *score < -most || *score > most) return fault;
    if (std::isnan(*p) || *p < 0 || *p > 1) return fault;
    const auto weight = static_cast<lk::Weight>(*score);
    if (!out.empty() && (weight <= out.back().score || *p < out.back().probability)) return fault;
    out.push_back({weight, *p});
  }
  return out;
}

}  // namespace

Result<lk::Model> model_from_json(const json::Value& value) {
  if (value.number("openmash_linkage_model") != 1) {
    return invalid("model",
                   "this is neither a model of Splink nor one that `openmash link --model-out` "
                   "wrote");
  }
  lk::Model model;
  MASH_TRY(model.match_share, share(value, "match_share"));
  MASH_TRY(model.household_share, share(value, "household_share"));
  MASH_TRY(model.moved_share, share(value, "moved_share"));
  const auto* together = value["names_together"].as_double();
  model.names_together = together != nullptr ? *together : 1;
  if (std::isnan(model.names_together) || model.names_together < 1 || model.names_together > 1000)
    return invalid("model", "the model's \"names_together\" must be from 1 to 1000");
  if (model.match_share + model.household_share >= 1)
    return invalid("model", "the model's shares add up to more than 1");
  const auto* comparisons = value["comparisons"].as_array();
  if (comparisons == nullptr) return invalid("model", "the model has no comparisons");
  for (const auto& c : *comparisons) {
    MASH_TRY(auto comparison, comparison_of(c));
    model.comparisons.push_back(comparison);
  }
  MASH_TRY(model.calibration, calibration_of(value["calibration"]));
  return model;
}

}  // namespace mash::server
