// SPDX-License-Identifier: MIT
#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <optional>

#include "mash/document/document.h"

namespace mash::document {

namespace {

// What <bdi> says: a name in another direction moves nothing around it.
constexpr std::string_view k_isolate = "\u2068", k_end_isolate = "\u2069";

// U+2066 to U+2069.
bool is_isolate(std::string_view three_bytes) {
  return three_bytes >= "\u2066" && three_bytes <= "\u2069";
}

struct FreeDoc {
  void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
};

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);  // NOLINT
}

std::string_view name_of(const xmlNode& node) {
  return view_of(node.name);
}

std::string_view class_of(const xmlNode& node) {
  for (const xmlAttr* a = node.properties; a != nullptr; a = a->next) {
    if (view_of(a->name) == "class" && a->children != nullptr) return view_of(a->children->content);
  }
  return {};
}

bool has_class(const xmlNode& node, std::string_view wanted) {
  std::string_view rest = class_of(node);
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == wanted) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view name) {
  return std::ranges::find(list, name) != list.end();
}

// As web/_print.scss leaves it out, and what only a screen reader is told.
bool left_out(const xmlNode& node) {
  static constexpr std::array<std::string_view, 12> names = {
      "form", "button", "input", "select",   "textarea", "nav",
      "svg",  "script", "style", "template", "img",      "head"};
  static constexpr std::array<std::string_view, 10> classes = {"mash-no-print",
                                                               "mash-child-bar",
                                                               "mash-tabs",
                                                               "mash-notice",
                                                               "govuk-button-group",
                                                               "govuk-error-summary",
                                                               "govuk-notification-banner",
                                                               "govuk-visually-hidden",
                                                               "govuk-pagination",
                                                               "govuk-summary-list__actions"};
  return among(names, name_of(node)) ||
         std::ranges::any_of(classes, [&node](auto c) { return has_class(node, c); });
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

void trim(Text& text) {
  while (!text.words.empty() && is_space(text.words.back())) text.words.pop_back();
  for (auto& [from, to] : text.bold) {
    from = std::min(from, text.words.size());
    to = std::min(to, text.words.size());
  }
  std::erase_if(text.bold, [](const auto& part) { return part.first >= part.second; });
}

// The words below one node, in order. `typed`: new lines and spaces are somebody's own.
class Words {
 public:
  void add(std::string_view text, bool typed) {
    for (const char c : text) {
      if ((typed && c != '\r') || !is_space(c)) {
        text_.words += c;
      } else if (!text_.words.empty() && !is_space(text_.words.back())) {
        text_.words += ' ';
      }
    }
  }
  // The next words begin a line of their own.
  void new_line() {
    while (!text_.words.empty() && text_.words.back() == ' ') text_.words.pop_back();
    if (!text_.words.empty() && text_.words.back() != '\n') text_.words += '\n';
  }
  [[nodiscard]] std::size_t size() const { return text_.words.size(); }
  void bold(std::size_t from) {
    if (from < size()) text_.bold.emplace_back(from, size());
  }
  Text take() {
    trim(text_);
    return std::exchange(text_, Text{});
  }

 private:
  Text text_;
};

bool is_block(std::string_view name) {
  static constexpr std::array<std::string_view, 16> blocks = {
      "p",  "div", "section", "article", "details", "summary", "li",         "dt",
      "dd", "ul",  "ol",      "dl",      "header",  "footer",  "blockquote", "figure"};
  return among(blocks, name);
}

// All words below `node`, blocks on lines of their own: for a cell or an item of a list.
void flatten(const xmlNode& node, bool typed, Words& words) {
  for (const xmlNode* n = node.children; n != nullptr; n = n->next) {
    if (n->type == XML_TEXT_NODE) words.add(view_of(n->content), typed);
    if (n->type != XML_ELEMENT_NODE || left_out(*n)) continue;
    const auto name = name_of(*n);
    if (name == "br") {
      words.new_line();
      continue;
    }
    const bool block = is_block(name);
    const bool strong = name == "strong" || name == "b";
    if (block) words.new_line();
    const auto from = words.size();
    if (name == "bdi") words.add(k_isolate, true);
    flatten(*n, typed || has_class(*n, "mash-typed"), words);
    if (name == "bdi") words.add(k_end_isolate, true);
    if (strong) words.bold(from);
    if (block) words.new_line();
  }
}

Text text_below(const xmlNode& node) {
  Words words;
  flatten(node, has_class(node, "mash-typed"), words);
  return words.take();
}

class Reader {
 public:
  explicit Reader(Document& out) : out_(out) {}

  void read(const xmlNode& parent, bool typed, bool inset) {
    for (const xmlNode* n = parent.children; n != nullptr; n = n->next) {
      if (n->type == XML_TEXT_NODE) words_.add(view_of(n->content), typed);
      if (n->type == XML_ELEMENT_NODE && !left_out(*n)) element(*n, typed, inset);
    }
  }
  void flush(bool inset = false) {
    Text text = words_.take();
    if (!text.words.empty()) out_.blocks.emplace_back(Paragraph{std::move(text), inset});
  }

 private:
  void element(const xmlNode& n, bool typed, bool inset) {
    const auto name = name_of(n);
    if (whole(n, name, inset)) return;
    if (name == "br") return words_.new_line();
    typed = typed || has_class(n, "mash-typed");
    if (is_block(name)) {
      flush(inset);
      inset = inset || has_class(n, "govuk-inset-text");
      read(n, typed, inset);
      return flush(inset);
    }
    const auto from = words_.size();
    if (name == "bdi") words_.add(k_isolate, true);
    read(n, typed, inset);
    if (name == "bdi") words_.add(k_end_isolate, true);
    if (name == "strong" || name == "b") words_.bold(from);
  }

  // Elements that are one block of the document.
  bool whole(const xmlNode& n, std::string_view name, bool inset) {
    std::optional<Block> block;
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      block = Heading{std::min(name[1] - '0', 3), text_below(n).words};
    } else if (name == "ul" || name == "ol") {
      block = list(n, name == "ol");
    } else if (name == "table") {
      block = table(n);
    } else if (name == "dl") {
      block = summary_list(n);
    }
    if (!block) return false;
    flush(inset);
    out_.blocks.push_back(*std::move(block));
    return true;
  }

  static List list(const xmlNode& n, bool numbered) {
    List out{.items = {}, .numbered = numbered};
    for (const xmlNode* li = n.children; li != nullptr; li = li->next) {
      if (li->type != XML_ELEMENT_NODE || left_out(*li)) continue;
      Text text = text_below(*li);
      if (!text.words.empty()) out.items.push_back(std::move(text));
    }
    return out;
  }

  static void add_row(const xmlNode& tr, bool head, Table& out) {
    std::vector<Cell> row;
    for (const xmlNode* cell = tr.children; cell != nullptr; cell = cell->next) {
      if (cell->type != XML_ELEMENT_NODE) continue;
      row.push_back({text_below(*cell), name_of(*cell) == "th"});
    }
    if (!head) return out.rows.push_back(std::move(row));
    for (auto& cell : row) out.head.push_back(std::move(cell.text.words));
  }

  static void add_rows(const xmlNode& part, bool head, Table& out) {
    for (const xmlNode* n = part.children; n != nullptr; n = n->next) {
      if (n->type != XML_ELEMENT_NODE || left_out(*n)) continue;
      const auto name = name_of(*n);
      if (name == "tr") add_row(*n, head, out);
      if (name == "caption") out.caption = text_below(*n).words;
      if (name == "thead" || name == "tbody") add_rows(*n, name == "thead", out);
    }
  }

  static Table table(const xmlNode& n) {
    Table out;
    add_rows(n, false, out);
    return out;
  }

  static void add_pairs(const xmlNode& dl, Table& out) {
    for (const xmlNode* n = dl.children; n != nullptr; n = n->next) {
      if (n->type != XML_ELEMENT_NODE || left_out(*n)) continue;
      const auto name = name_of(*n);
      if (name == "div") add_pairs(*n, out);
      if (name == "dt") out.rows.push_back({{text_below(*n), true}, {}});
      if (name != "dd" || out.rows.empty()) continue;
      Text& answer = out.rows.back().back().text;
      Text more = text_below(*n);
      if (answer.words.empty()) {
        answer = std::move(more);
      } else {
        answer.words += '\n' + more.words;
      }
    }
  }

  static Table summary_list(const xmlNode& n) {
    Table out;
    add_pairs(n, out);
    return out;
  }

  Document& out_;
  Words words_;
};

}  // namespace

std::string isolated(std::string_view words) {
  std::string out(k_isolate);
  for (std::size_t i = 0; i < words.size();) {
    // One of its own would end ours.
    if (is_isolate(words.substr(i, k_isolate.size()))) {
      i += k_isolate.size();
    } else {
      out += words[i++];
    }
  }
  return out += k_end_isolate;
}

Document read_page(std::string title, std::string_view html) {
  Document out{.title = std::move(title), .blocks = {}};
  // The declaration is for the parser, which would guess at the encoding.
  const std::string whole = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>" +
                            std::string(html) + "</body></html>";
  if (whole.size() > INT_MAX) return out;
  const std::unique_ptr<xmlDoc, FreeDoc> doc(
      htmlReadMemory(whole.data(), static_cast<int>(whole.size()), nullptr, "UTF-8",
                     HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                         HTML_PARSE_COMPACT | HTML_PARSE_NODEFDTD));
  const xmlNode* root = doc ? xmlDocGetRootElement(doc.get()) : nullptr;
  if (root == nullptr) return out;
  Reader reader(out);
  reader.read(*root, false, false);
  reader.flush();
  return out;
}

}  // namespace mash::document
