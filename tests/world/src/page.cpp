// SPDX-License-Identifier: MIT
#include "mash/world/page.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace mash::world {

namespace {

constexpr auto k_entities =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"&amp;", "&"},
                                                                  {"&lt;", "<"},
                                                                  {"&gt;", ">"},
                                                                  {"&quot;", "\""},
                                                                  {"&#39;", "'"},
                                                                  {"&#x27;", "'"},
                                                                  {"&#x2F;", "/"},
                                                                  {"&nbsp;", " "}});

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto* found = std::ranges::find_if(
        k_entities, [&](const auto& e) { return text.substr(i).starts_with(e.first); });
    if (found == k_entities.end()) {
      out += text[i];
    } else {
      out += found->second;
      i += found->first.size() - 1;
    }
  }
  return out;
}

struct Tag {
  std::string name;  // "input", "/form"
  std::map<std::string, std::string, std::less<>> attributes;
  std::size_t end = 0;  // behind ">"

  [[nodiscard]] std::string get(std::string_view attribute) const {
    const auto found = attributes.find(attribute);
    return found == attributes.end() ? "" : found->second;
  }
  [[nodiscard]] bool has(std::string_view attribute) const {
    return attributes.find(attribute) != attributes.end();
  }
};

bool is_space(char ch) {
  return ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r';
}

// The tag that starts at `at`, where a "<" stands.
Tag read_tag(std::string_view html, std::size_t at) {
  Tag tag;
  std::size_t i = at + 1;
  while (i < html.size() && !is_space(html[i]) && html[i] != '>') tag.name += html[i++];
  while (i < html.size() && html[i] != '>') {
    while (i < html.size() && (is_space(html[i]) || html[i] == '/')) ++i;
    std::string name;
    while (i < html.size() && !is_space(html[i]) && html[i] != '=' && html[i] != '>') {
      name += html[i++];
    }
    std::string value;
    if (i + 1 < html.size() && html[i] == '=' && html[i + 1] == '"') {
      const auto end = std::min(html.find('"', i + 2), html.size());
      value = decode(html.substr(i + 2, end - i - 2));
      i = end + 1;
    }
    if (!name.empty()) tag.attributes.emplace(std::move(name), std::move(value));
  }
  tag.end = std::min(i + 1, html.size());
  return tag;
}

template <class F>
void each_tag(std::string_view html, const F& f) {
  std::size_t at = html.find('<');
  while (at != std::string_view::npos) {
    if (html.substr(at).starts_with("<!--")) {
      at = html.find("-->", at);
    } else {
      const Tag tag = read_tag(html, at);
      f(tag);
      at = tag.end;
    }
    if (at != std::string_view::npos) at = html.find('<', at);
  }
}

// Collects the controls of one form while the tags go by.
class Reader {
 public:
  explicit Reader(std::string_view html) : html_(html) {}

  void read(const Tag& tag) {
    if (tag.name == "form") {
      posts_ = tag.get("method") == "post";
      form_ = {.action = tag.get("action"), .multipart = tag.get("enctype").starts_with("multi")};
    } else if (tag.name == "/form") {
      if (posts_) forms_.push_back(std::move(form_));
      posts_ = false;
    } else if (posts_) {
      control(tag);
    }
  }
  std::vector<Form> forms() { return std::move(forms_); }

 private:
  void control(const Tag& tag) {
    const std::string name = tag.get("name");
    if (tag.name == "option" && tag.has("selected")) {
      form_.values.emplace_back(select_, tag.get("value"));
    }
    if (name.empty()) return;
    const std::string type = tag.get("type");
    if (tag.name == "input" && (type == "radio" || type == "checkbox")) {
      form_.names.insert(name);
      if (tag.has("checked")) form_.values.emplace_back(name, tag.get("value"));
    } else if (tag.name == "input") {
      form_.names.insert(name);
      if (type != "file") form_.values.emplace_back(name, tag.get("value"));
    } else if (tag.name == "textarea") {
      form_.names.insert(name);
      const auto end = html_.find("</textarea>", tag.end);
      form_.values.emplace_back(name, decode(html_.substr(tag.end, end - tag.end)));
    } else if (tag.name == "select") {
      form_.names.insert(name);
      select_ = name;
    } else if (tag.name == "button") {
      form_.names.insert(name);  // pressed only when a test says so
    }
  }

  std::string_view html_;
  Form form_;
  bool posts_ = false;
  std::string select_;
  std::vector<Form> forms_;
};

}  // namespace

Form& Form::set(const std::string& name, const std::string& value) {
  std::erase_if(values, [&](const auto& v) { return v.first == name; });
  return tick(name, value);
}

Form& Form::tick(const std::string& name, const std::string& value) {
  if (!has(name)) throw std::runtime_error("the form " + action + " has no field " + name);
  values.emplace_back(name, value);
  return *this;
}

std::string Form::value(std::string_view name) const {
  const auto found = std::ranges::find_if(values, [&](const auto& v) { return v.first == name; });
  return found == values.end() ? "" : found->second;
}

std::vector<Form> forms_of(std::string_view html) {
  Reader reader(html);
  each_tag(html, [&](const Tag& tag) { reader.read(tag); });
  return reader.forms();
}

std::vector<std::string> choices_in(std::string_view html, std::string_view name) {
  std::vector<std::string> out;
  each_tag(html, [&](const Tag& tag) {
    const bool choice = tag.get("type") == "checkbox" || tag.get("type") == "radio";
    if (choice && tag.get("name") == name) out.push_back(tag.get("value"));
  });
  return out;
}

std::vector<std::string> links_of(std::string_view html) {
  std::vector<std::string> out;
  each_tag(html, [&](const Tag& tag) {
    if (tag.name == "a" && tag.has("href")) out.push_back(tag.get("href"));
  });
  return out;
}

std::string words_of(std::string_view html) {
  std::string plain;
  std::size_t at = 0;
  while (at < html.size()) {
    const auto open = std::min(html.find('<', at), html.size());
    plain += html.substr(at, open - at);
    plain += ' ';
    at = open == html.size() ? open : std::min(html.find('>', open), html.size() - 1) + 1;
  }
  std::string out;
  for (const char ch : decode(plain)) {
    if (!is_space(ch)) {
      out += ch;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

}  // namespace mash::world
