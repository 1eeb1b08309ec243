// SPDX-License-Identifier: MIT
#include "page.h"

#include "mash/html/forms.h"

namespace mash::notify {

std::string Shown::text(std::string_view name) const {
  return typed == nullptr ? kept.get(name).reveal() : std::string(typed->text(name));
}

std::string Shown::error(std::string_view name) const {
  return html::error_of(faults, name);
}

void keep_texts(Answers& answers, const pipeline::Input& input,
                std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) answers.set(name, input.text(name));
}

std::vector<Page> question_pages() {
  return {danger_page(), who_page(),    where_page(),  what_page(),
          others_page(), family_page(), contact_page()};
}

}  // namespace mash::notify
