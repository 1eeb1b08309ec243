// SPDX-License-Identifier: MIT
#include "mash/world/page.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <vector>

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

constexpr std::string_view k_space = " \n\t\r";

std::string decode(std::string_view text) {
  std::string out;
  for (;;) {
    const auto at = text.find('&');
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at);
    const auto* found =
        std::ranges::find_if(k_entities, [&](const auto& e) { return text.starts_with(e.first); });
    const bool known = found != k_entities.end();
    out += known ? found->second : "&";
    text.remove_prefix(known ? found->first.size() : 1);
  }
}

// Looks into the page that it was read from.
struct Tag {
  std::string_view name;  // "input", "/form"
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  std::size_t end = 0;  // behind ">"

  [[nodiscard]] std::string get(std::string_view attribute) const {
    const auto found = find(attribute);
    return found == attributes.end() ? "" : decode(found->second);
  }
  [[nodiscard]] bool has(std::string_view attribute) const {
    return find(attribute) != attributes.end();
  }

 private:
  [[nodiscard]] decltype(attributes)::const_iterator find(std::string_view attribute) const {
    return std::ranges::find_if(attributes, [&](const auto& a) { return a.first == attribute; });
  }
};

// The tag that starts at `at`, where a "<" stands.
Tag read_tag(std::string_view html, std::size_t at) {
  const auto up_to = [html](std::string_view any, std::size_t from) {
    return std::min(html.find_first_of(any, from), html.size());
  };
  Tag tag;
  std::size_t i = up_to(" \n\t\r>", at + 1);
  tag.name = html.substr(at + 1, i - at - 1);
  while (i < html.size() && html[i] != '>') {
    i = std::min(html.find_first_not_of(" \n\t\r/=", i), html.size());
    const auto end = up_to(" \n\t\r=>", i);
    const auto name = html.substr(i, end - i);
    std::string_view value;
    i = end;
    if (html.substr(i).starts_with("=\"")) {
      const auto close = std::min(html.find('"', i + 2), html.size());
      value = html.substr(i + 2, close - i - 2);
      i = std::min(close + 1, html.size());
    }
    if (!name.empty()) tag.attributes.emplace_back(name, value);
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
      id_ = tag.get("id");
      form_ = {.action = tag.get("action"), .multipart = tag.get("enctype").starts_with("multi")};
    } else if (tag.name == "/form") {
      if (posts_) end();
      posts_ = false;
    } else if (tag.has("form") && tag.has("formaction")) {
      // A button that stands outside of its form, before it.
      if (!tag.get("name").empty()) names_outside_.emplace(tag.get("form"), tag.get("name"));
      outside_.emplace(tag.get("form"), tag.get("formaction"));
    } else if (posts_) {
      control(tag);
    }
  }
  std::vector<Form> forms() { return std::move(forms_); }

 private:
  void end() {
    const auto [from, to] = outside_.equal_range(id_);
    for (auto one = from; one != to; ++one) elsewhere_.push_back(one->second);
    const auto [first, last] = names_outside_.equal_range(id_);
    for (auto one = first; one != last; ++one) form_.names.insert(one->second);
    for (const auto& action : elsewhere_) {
      forms_.push_back(form_);
      forms_.back().action = action;
    }
    elsewhere_.clear();
    forms_.push_back(std::move(form_));
  }

  void control(const Tag& tag) {
    const std::string name = tag.get("name");
    if (tag.has("formaction")) elsewhere_.push_back(tag.get("formaction"));
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
      if (type == "file") {
        form_.files.insert(name);
      } else {
        form_.values.emplace_back(name, tag.get("value"));
      }
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
  std::string id_;
  std::multimap<std::string, std::string> outside_, names_outside_;  // by the id of the form
  std::vector<std::string> elsewhere_;  // where buttons of the form send it instead
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
    if (k_space.find(ch) == std::string_view::npos) {
      out += ch;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

}  // namespace mash::world
