// SPDX-License-Identifier: MIT
// A token's library, loaded, and one session that is signed in to it.
// Errors: as holder.h. Thread safety: one at a time in a process, since the library has one state.
#pragma once

#include <p11-kit/pkcs11.h>

#include <memory>
#include <string>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/sensitive.h"

namespace mash::keyhold {

class Module {
 public:
  static Result<std::unique_ptr<Module>> load(const std::string& path);
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
  ~Module();
  CK_FUNCTION_LIST& operator*() const { return *calls_; }
  CK_FUNCTION_LIST* operator->() const { return calls_; }

 private:
  Module(void* library, CK_FUNCTION_LIST* calls) : library_(library), calls_(calls) {}
  void* library_;
  CK_FUNCTION_LIST* calls_;
};

class Session {
 public:
  // The one token with this label; `writes`: for making a key.
  static Result<std::unique_ptr<Session>> open(std::unique_ptr<Module> module,
                                               const std::string& token, const Sensitive& pin,
                                               bool writes);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();
  [[nodiscard]] Module& module() const { return *module_; }
  [[nodiscard]] CK_SESSION_HANDLE handle() const { return handle_; }
  // AES keys of this label.
  [[nodiscard]] Result<std::vector<CK_OBJECT_HANDLE>> keys(const std::string& label) const;

 private:
  Session(std::unique_ptr<Module> module, CK_SESSION_HANDLE handle)
      : module_(std::move(module)), handle_(handle) {}
  std::unique_ptr<Module> module_;
  CK_SESSION_HANDLE handle_;
};

// "CKR 0x000000a0": what the token's maker can make something of.
std::string number_of(CK_RV answer);

}  // namespace mash::keyhold
