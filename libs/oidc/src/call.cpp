// SPDX-License-Identifier: MIT
#include "mash/oidc/call.h"

#include <curl/curl.h>

#include <atomic>
#include <memory>
#include <new>
#include <utility>

namespace mash::oidc {

namespace {

constexpr long k_connect_seconds = 5;   // NOLINT(google-runtime-int): curl's own type
constexpr long k_transfer_seconds = 8;  // NOLINT(google-runtime-int)

struct Closer {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Transfer = std::unique_ptr<CURL, Closer>;
using Lines = std::unique_ptr<curl_slist, Closer>;

template <class Value>
void set(const Transfer& transfer, CURLoption option, Value value) {
  if (curl_easy_setopt(transfer.get(), option, value) != CURLE_OK) throw std::bad_alloc();
}

void add_line(Lines& lines, const std::string& line) {
  curl_slist* longer = curl_slist_append(lines.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(lines.release());
  lines.reset(longer);
}

std::size_t keep(char* from, std::size_t size, std::size_t count, void* to) {
  auto& text = *static_cast<std::string*>(to);
  if (text.size() + size * count > k_longest_answer) return 0;
  text.append(from, size * count);
  return size * count;
}

class Turn {
 public:
  explicit Turn(std::atomic<int>& running) : running_(running), before_(running.fetch_add(1)) {}
  ~Turn() { running_.fetch_sub(1); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  [[nodiscard]] int before() const { return before_; }

 private:
  std::atomic<int>& running_;
  int before_;
};

Transfer new_transfer(const Ask& ask, const std::string& ca_file) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  Transfer t(started == CURLE_OK ? curl_easy_init() : nullptr);
  if (!t) throw std::bad_alloc();
  set(t, CURLOPT_URL, ask.address.c_str());
  set(t, CURLOPT_PROTOCOLS_STR, ask.address.starts_with("https:") ? "https" : "http");
  set(t, CURLOPT_FOLLOWLOCATION, 0L);
  set(t, CURLOPT_PROXY, "");  // else the environment chooses one
  set(t, CURLOPT_NOSIGNAL, 1L);
  set(t, CURLOPT_CONNECTTIMEOUT, k_connect_seconds);
  set(t, CURLOPT_TIMEOUT, k_transfer_seconds);
  set(t, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (!ca_file.empty()) set(t, CURLOPT_CAINFO, ca_file.c_str());
  return t;
}

Result<Answer> call(const Ask& ask, const std::string& ca_file) {
  const Transfer t = new_transfer(ask, ca_file);
  Lines headers;
  add_line(headers, "Accept: application/json");
  if (!ask.authorization.empty()) {
    add_line(headers, "Authorization: " + ask.authorization.reveal());
  }
  if (!ask.form.empty()) {
    set(t, CURLOPT_POSTFIELDS, ask.form.reveal().c_str());
    add_line(headers, "Content-Type: application/x-www-form-urlencoded");
  }
  Answer answer;
  set(t, CURLOPT_HTTPHEADER, headers.get());
  set(t, CURLOPT_WRITEFUNCTION, keep);
  set(t, CURLOPT_WRITEDATA, static_cast<void*>(&answer.body));
  if (curl_easy_perform(t.get()) != CURLE_OK) {
    return Error{ErrorCode::unavailable, "The issuer cannot be reached", {}};
  }
  long status = 0;  // NOLINT(google-runtime-int): curl's own type
  curl_easy_getinfo(t.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace

std::function<Call(Call)> at_most(int calls) {
  const auto running = std::make_shared<std::atomic<int>>(0);
  return [running, calls](Call call) -> Call {
    return [running, calls, inner = std::move(call)](const Ask& ask) -> Result<Answer> {
      const Turn turn(*running);
      if (turn.before() >= calls) return Error{ErrorCode::too_many_requests, "Too many calls", {}};
      return inner(ask);
    };
  };
}

Call network(std::string ca_file) {
  return [file = std::move(ca_file)](const Ask& ask) { return call(ask, file); };
}

}  // namespace mash::oidc
