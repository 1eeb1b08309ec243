// SPDX-License-Identifier: MIT
// One exchange by libcurl: time limits, no proxy, no settings but these.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "mash/alert/alert.h"

namespace mash::alert {

struct Closer {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Transfer = std::unique_ptr<CURL, Closer>;
using Lines = std::unique_ptr<curl_slist, Closer>;

// Throws std::bad_alloc.
Transfer new_transfer(const std::string& address, const char* protocols,
                      const std::string& ca_file);
void add_line(Lines& lines, const std::string& line);
// What curl says of a transfer that did not succeed.
Outcome outcome_of(CURLcode code);
long status_of(CURL* transfer);  // NOLINT(google-runtime-int): curl's own type

template <class Value>
void set(const Transfer& transfer, CURLoption option, Value value) {
  if (curl_easy_setopt(transfer.get(), option, value) != CURLE_OK) throw std::bad_alloc();
}

}  // namespace mash::alert
