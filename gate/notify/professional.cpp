// SPDX-License-Identifier: MIT
#include "mash/notify/professional.h"

#include <algorithm>

#include "mash/uploads/uploads.h"
#include "page.h"

namespace mash::notify {

namespace {

using pipeline::Field;
using pipeline::Input;

constexpr std::size_t k_most_faults = 100;
constexpr std::string_view k_referrer = "/referrer/";

// The referrer stands in an object of their own: "referrer_name" is "/referrer/name".
std::string name_in_json(std::string_view field) {
  constexpr std::string_view k_prefix = "referrer_";
  return std::string(field.starts_with(k_prefix) ? field.substr(k_prefix.size()) : field);
}

// Pages whose answers are members of the body itself. Who tells is known, and the children and the
// referrer are objects.
std::vector<Page> flat_pages() {
  return {danger_page(), where_page(), what_page(), others_page(), family_page()};
}

// The agency is the token's, and only the public is asked whether the family may know.
std::vector<Field> referrer_fields() {
  auto fields = contact_page().fields;
  std::erase_if(
      fields, [](const Field& f) { return f.name == "keep_back" || f.name == "referrer_agency"; });
  return fields;
}

// What a sender calls a member may be anything: only what looks like a name is said again.
bool is_name(std::string_view text) {
  constexpr std::size_t k_longest = 64;
  return !text.empty() && text.size() <= k_longest && std::ranges::all_of(text, [](char ch) {
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
           ch == '_' || ch == '-';
  });
}

constexpr std::pair<std::string_view, render::Format> k_media_types[] = {
    {"image/jpeg", render::Format::jpeg},
    {"image/png", render::Format::png},
    {"application/pdf", render::Format::pdf},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     render::Format::docx}};

// Which of them is as the form's own rules say (uploads).
const std::vector<std::string>& file_members() {
  static const std::vector<std::string> k_members = {"name", "media_type", "shows", "content"};
  return k_members;
}

class Reader {
 public:
  Reader(const Sender& sender, UtcTime now) : sender_(sender), now_(now) {}

  Result<Professional> run(const json::Value& body) {
    if (body.as_object() == nullptr) {
      fault("", "wrong-type", "Send a JSON object");
    } else {
      draft_.answers.set("who", "professional");
      std::vector<std::string> known = {"children", "referrer", "files"};
      for (const Page& page : flat_pages()) {
        for (const Field& f : page.fields) known.push_back(f.name);
        keep(page, read(body, "/", page.fields), "/");
      }
      children(body["children"]);
      referrer(body["referrer"]);
      files(body["files"]);
      only(body, "/", known);
    }
    if (!faults_.empty()) {
      return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults_)};
    }
    for (auto& page : sequence(draft_)) draft_.answered.insert(std::move(page));
    return std::move(draft_);
  }

 private:
  // One for each member: the first says what to do.
  void fault(const std::string& pointer, std::string code, std::string message) {
    const bool known = std::ranges::find(faults_, pointer, &Fault::field) != faults_.end();
    if (known || faults_.size() >= k_most_faults) return;
    faults_.push_back({pointer, std::move(message), std::move(code)});
  }
  void faults_of(const Error& error, const std::string& at) {
    for (const Fault& f : error.faults) fault(at + name_in_json(f.field), f.code, f.message);
  }

  void only(const json::Value& object, const std::string& at,
            const std::vector<std::string>& known) {
    for (const auto& [name, value] : *object.as_object()) {
      if (std::ranges::find(known, name) != known.end()) continue;
      fault(is_name(name) ? at + name : at.substr(0, at.size() - 1), "unknown",
            "We do not know this member. Leave it out");
    }
  }

  // The members of these fields as texts; those of another type are faults and left out.
  Input read(const json::Value& object, const std::string& at, const std::vector<Field>& fields) {
    Input out;
    for (const Field& f : fields) {
      const std::string name = name_in_json(f.name);
      for (const auto& [member, value] : *object.as_object()) {
        if (member == name && !add(out, f, value)) {
          fault(at + name, "wrong-type",
                f.kind == pipeline::Kind::many ? "Send a list of texts" : "Send a text");
        }
      }
    }
    return out;
  }
  static bool add(Input& out, const Field& f, const json::Value& value) {
    if (f.kind != pipeline::Kind::many) {
      if (const auto* text = value.as_string()) out.add(f.name, *text);
      return value.as_string() != nullptr;
    }
    const auto* list = value.as_array();
    if (list == nullptr) return false;
    for (const json::Value& one : *list) {
      if (one.as_string() == nullptr) return false;
      out.add(f.name, *one.as_string());
    }
    return true;
  }

  // Rules between fields are asked too where a field has a fault: all are told at once.
  Input checked(const std::vector<Field>& fields, const Input& raw, const std::string& at) {
    auto input = pipeline::check_input(fields, raw);
    if (input) return *std::move(input);
    faults_of(input.error(), at);
    return raw;
  }
  void keep(const Page& page, const Input& raw, const std::string& at) {
    const Input input = checked(page.fields, raw, at);
    if (const auto error = page.keep(draft_, input)) faults_of(*error, at);
  }

  void referrer(const json::Value& given) {
    static const json::Value k_empty = json::Object{};
    const std::string at(k_referrer);
    if (!given.is_null() && given.as_object() == nullptr) {
      return fault("/referrer", "wrong-type", "Send an object");
    }
    const json::Value& object = given.is_null() ? k_empty : given;
    const auto fields = referrer_fields();
    Input raw = read(object, at, fields);
    std::vector<std::string> known = {"agency"};
    for (const Field& f : fields) known.push_back(name_in_json(f.name));
    only(object, at, known);
    const json::Value& agency = object["agency"];
    if (!agency.is_null() && !(agency == json::Value(sender_.agency.text()))) {
      fault(at + "agency", "not-yours",
            "This token is of another agency. Leave this out, or use that agency's token");
    }
    const auto& sources = sender_.sources;
    if (!raw.has("source") && sources.size() == 1) raw.set("source", sources.front());
    if (raw.has("source") && std::ranges::find(sources, raw.text("source")) == sources.end()) {
      fault(at + "source", "not-yours", "Send a code under which your agency refers");
    }
    raw.set("referrer_agency", sender_.agency_name);
    keep(contact_page(), raw, at);
  }

  void children(const json::Value& given) {
    const auto* list = given.as_array();
    if (list == nullptr && !given.is_null()) {
      return fault("/children", "wrong-type", "Send a list of objects");
    }
    if (list == nullptr || list->empty()) {
      return fault("/children", "missing", "Send a child, if only that nothing is known");
    }
    if (list->size() > k_most_children) {
      return fault("/children", "too-many",
                   "There is room for " + std::to_string(k_most_children) +
                       " children. Tell of others in the narrative");
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      child((*list)[i], "/children/" + std::to_string(i));
    }
  }
  void child(const json::Value& object, const std::string& pointer) {
    if (object.as_object() == nullptr) return fault(pointer, "wrong-type", "Send an object");
    const std::string at = pointer + "/";
    const auto fields = child_fields();
    std::vector<std::string> known;
    for (const Field& f : fields) known.push_back(f.name);
    only(object, at, known);
    auto answers = child_of(checked(fields, read(object, at, fields), at), now_);
    if (!answers) return faults_of(answers.error(), at);
    draft_.children.push_back(*std::move(answers));
  }

  void files(const json::Value& given) {
    const auto* list = given.as_array();
    if (given.is_null()) return;
    if (list == nullptr) return fault("/files", "wrong-type", "Send a list of objects");
    const auto most = static_cast<std::size_t>(uploads::limits().most_together);
    if (list->size() > most) {
      return fault("/files", "too-many",
                   "At most " + std::to_string(most) +
                       " files go with one notification. Put several into one PDF");
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      file((*list)[i], "/files/" + std::to_string(i));
    }
  }
  void file(const json::Value& object, const std::string& pointer) {
    if (object.as_object() == nullptr) return fault(pointer, "wrong-type", "Send an object");
    const std::string at = pointer + "/";
    only(object, at, file_members());
    for (const auto& name : file_members()) {
      if (object[name].as_string() != nullptr && !object[name].as_string()->empty()) continue;
      fault(at + name, object[name].is_null() ? "missing" : "wrong-type", needed_in_file(name));
    }
    const auto bytes = from_base64(object.text("content"));
    if (!bytes) {
      return fault(at + "content", "not-base64",
                   "Send the file in base64 (RFC 4648, section 4), without line breaks");
    }
    Input input;
    input.add("shows", object.text("shows"));
    input.add_file({.name = "file", .file_name = object.text("name"), .content = to_text(*bytes)});
    const auto faults = [&](const Error& error) {
      for (const Fault& f : error.faults) {
        fault(at + (f.field == "file" ? "content" : f.field), f.code, f.message);
      }
    };
    const auto checked = pipeline::check_input(uploads::file_fields(true), input);
    if (!checked) return faults(checked.error());
    const auto read = uploads::read_file(*checked);
    if (!read) return faults(read.error());
    keep_file(**read, object.text("media_type"), at);
  }
  static std::string needed_in_file(std::string_view name) {
    if (name == "name") return "Send the name of the file";
    if (name == "media_type") return "Send the media type of the file, for example image/jpeg";
    if (name == "shows") return "Say in words what it shows, for whoever cannot see it";
    return "Send the file in base64 (RFC 4648, section 4)";
  }
  void keep_file(const uploads::NewFile& read, const std::string& said, const std::string& at) {
    const auto* const own =
        std::ranges::find(k_media_types, read.format, [](const auto& one) { return one.second; });
    if (said != own->first) {
      return fault(at + "media_type", "wrong-type",
                   "The content is " + std::string(render::words_of(read.format)) + ". Send " +
                       std::string(own->first) + ", or the other file");
    }
    draft_.files.push_back({.sent = {.id = "",
                                     .name = read.name,
                                     .shows = read.shows,
                                     .size = static_cast<std::int64_t>(read.bytes.size()),
                                     .sha256 = hex(crypto::sha256(as_bytes(read.bytes)))},
                            .kind = std::string(render::code_of(read.format)),
                            .at = now_});
    draft_.contents.emplace_back(read.bytes);
  }

  const Sender& sender_;
  UtcTime now_;
  Professional draft_;
  std::vector<Fault> faults_;
};

void add_property(json::Value& schema, const std::string& name, json::Value value, bool required) {
  json::Value properties = schema["properties"];
  properties.set(name, std::move(value));
  schema.set("properties", std::move(properties));
  if (!required) return;
  json::Array list;
  if (const auto* before = schema["required"].as_array()) list = *before;
  list.emplace_back(name);
  schema.set("required", std::move(list));
}

json::Value files_schema() {
  const auto text = [](const char* words) {
    return json::Object{{"type", "string"}, {"minLength", 1}, {"description", words}};
  };
  json::Value type = text("Of the content, which is looked at");
  json::Array types;
  for (const auto& [name, format] : k_media_types) types.emplace_back(name);
  type.set("enum", std::move(types));
  json::Value content = text("The file in base64");
  content.set("contentEncoding", "base64");
  json::Value shows = schema_of(uploads::file_fields(true).back());
  shows.set("description", "In words, for whoever cannot see it");
  json::Array required;
  for (const auto& name : file_members()) required.emplace_back(name);
  const json::Value one =
      json::Object{{"type", "object"},
                   {"additionalProperties", false},
                   {"properties", json::Object{{"name", text("As whoever has it calls it")},
                                               {"media_type", std::move(type)},
                                               {"shows", std::move(shows)},
                                               {"content", std::move(content)}}},
                   {"required", std::move(required)}};
  return json::Object{
      {"type", "array"},
      {"maxItems", uploads::limits().most_together},
      {"description", "Photographs and documents: each of at most " + uploads::largest_words() +
                          ", and all within the limit of the body"},
      {"items", one}};
}

json::Value object_schema(const std::vector<Field>& fields) {
  json::Value out;
  out.set("type", "object");
  out.set("additionalProperties", false);
  for (const Field& f : fields) {
    const bool needed = std::ranges::any_of(needed_of_professionals(), [&](const Needed& n) {
      return n.field == f.name && f.name != "source";
    });
    add_property(out, name_in_json(f.name), schema_of(f), f.required || needed);
  }
  return out;
}

}  // namespace

Result<Professional> read_professional(const json::Value& body, const Sender& sender, UtcTime now) {
  return Reader(sender, now).run(body);
}

std::uint64_t professional_body_limit() {
  constexpr std::uint64_t k_rest = std::uint64_t{1} << 20;
  return uploads::limits().largest_file / 3 * 4 + k_rest;
}

json::Value professional_schema() {
  std::vector<Field> fields;
  for (const Page& page : flat_pages()) {
    fields.insert(fields.end(), page.fields.begin(), page.fields.end());
  }
  json::Value out = object_schema(fields);
  json::Value children;
  children.set("type", "array");
  children.set("minItems", 1);
  children.set("maxItems", k_most_children);
  children.set("items", object_schema(child_fields()));
  add_property(out, "children", std::move(children), true);
  json::Value referrer = object_schema(referrer_fields());
  json::Value source = referrer["properties"]["source"];
  source.set("description",
             "Kind of organisation: a code under which the token's agency refers. May be left out "
             "where it has one");
  add_property(referrer, "source", std::move(source), false);
  json::Value agency;
  agency.set("type", "string");
  agency.set("description", "Id of the token's agency; any other is refused. May be left out");
  add_property(referrer, "agency", std::move(agency), false);
  add_property(out, "referrer", std::move(referrer), true);
  add_property(out, "files", files_schema(), false);
  return out;
}

}  // namespace mash::notify
