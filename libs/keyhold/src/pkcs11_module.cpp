// SPDX-License-Identifier: MIT
#include "pkcs11_module.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>

namespace mash::keyhold {

namespace {

using GetCalls = CK_RV (*)(CK_FUNCTION_LIST**);

// Padded with blanks to its 32 bytes.
std::string label_of(const CK_TOKEN_INFO& info) {
  std::string label(std::begin(info.label), std::end(info.label));
  label.erase(label.find_last_not_of(' ') + 1);
  return label;
}

Result<CK_SLOT_ID> slot_of(Module& module, const std::string& token) {
  CK_ULONG count = 0;
  CK_RV answer = module->C_GetSlotList(CK_TRUE, nullptr, &count);
  std::vector<CK_SLOT_ID> slots(count);
  if (answer == CKR_OK) answer = module->C_GetSlotList(CK_TRUE, slots.data(), &count);
  if (answer != CKR_OK) return invalid("module", "It lists no tokens: " + number_of(answer));
  slots.resize(count);
  std::erase_if(slots, [&](CK_SLOT_ID slot) {
    CK_TOKEN_INFO info{};
    return module->C_GetTokenInfo(slot, &info) != CKR_OK ||
           (info.flags & CKF_TOKEN_INITIALIZED) == 0 || label_of(info) != token;
  });
  if (slots.empty()) {
    return invalid("token", "There is no token with this label: put it in, or name another one");
  }
  if (slots.size() > 1) {
    return invalid("token", "There are several tokens with this label: give each its own");
  }
  return slots.front();
}

Error refused_pin(CK_RV answer) {
  switch (answer) {
    case CKR_PIN_INCORRECT:
    case CKR_PIN_LEN_RANGE:
    case CKR_PIN_INVALID:
      return invalid("pin",
                     "The token does not take this PIN. After some wrong ones it locks "
                     "itself: look it up before you try again");
    case CKR_PIN_LOCKED:
      return invalid("pin",
                     "The token has locked itself after wrong PINs: whoever looks after it "
                     "has to open it with the security officer's PIN");
    default:
      return invalid("pin", "The token lets nobody in: " + number_of(answer));
  }
}

}  // namespace

std::string number_of(CK_RV answer) {
  return fmt::format("CKR {:#010x}", answer);
}

Result<std::unique_ptr<Module>> Module::load(const std::string& path) {
  void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return invalid("module", "The library " + path +
                                 " cannot be loaded: give the whole path of "
                                 "the PKCS#11 module of your token");
  }
  const auto get = reinterpret_cast<GetCalls>(::dlsym(library, "C_GetFunctionList"));
  CK_FUNCTION_LIST* calls = nullptr;
  if (get == nullptr || get(&calls) != CKR_OK || calls == nullptr) {
    ::dlclose(library);
    return invalid("module", "The library " + path + " is no PKCS#11 module");
  }
  const CK_RV answer = calls->C_Initialize(nullptr);
  if (answer != CKR_OK) {
    ::dlclose(library);
    return invalid("module", "The library " + path + " does not start: " + number_of(answer));
  }
  return std::unique_ptr<Module>(new Module(library, calls));
}

Module::~Module() {
  calls_->C_Finalize(nullptr);
  ::dlclose(library_);
}

Result<std::unique_ptr<Session>> Session::open(std::unique_ptr<Module> module,
                                               const std::string& token, const Sensitive& pin,
                                               bool writes) {
  MASH_TRY(const CK_SLOT_ID slot, slot_of(*module, token));
  CK_SESSION_HANDLE handle = 0;
  const CK_FLAGS flags = CKF_SERIAL_SESSION | (writes ? CKF_RW_SESSION : 0UL);
  const CK_RV opened = (*module)->C_OpenSession(slot, flags, nullptr, nullptr, &handle);
  if (opened != CKR_OK) {
    return invalid("token", "The token opens no session: " + number_of(opened));
  }
  std::unique_ptr<Session> session(new Session(std::move(module), handle));
  std::string digits = pin.reveal();
  const CK_RV let_in = session->module()->C_Login(
      handle, CKU_USER, reinterpret_cast<unsigned char*>(digits.data()), digits.size());
  wipe(digits);
  if (let_in != CKR_OK && let_in != CKR_USER_ALREADY_LOGGED_IN) return refused_pin(let_in);
  return session;
}

Session::~Session() {
  module()->C_Logout(handle_);
  module()->C_CloseSession(handle_);
}

Result<std::vector<CK_OBJECT_HANDLE>> Session::keys(const std::string& label) const {
  CK_OBJECT_CLASS kind = CKO_SECRET_KEY;
  CK_KEY_TYPE type = CKK_AES;
  std::string name = label;
  std::vector<CK_ATTRIBUTE> wanted = {{CKA_CLASS, &kind, sizeof kind},
                                      {CKA_KEY_TYPE, &type, sizeof type},
                                      {CKA_LABEL, name.data(), name.size()}};
  std::vector<CK_OBJECT_HANDLE> found(2);
  CK_ULONG count = 0;
  CK_RV answer = module()->C_FindObjectsInit(handle_, wanted.data(), wanted.size());
  if (answer == CKR_OK) {
    answer = module()->C_FindObjects(handle_, found.data(), found.size(), &count);
    module()->C_FindObjectsFinal(handle_);
  }
  if (answer != CKR_OK) return invalid("label", "The token finds no keys: " + number_of(answer));
  found.resize(count);
  return found;
}

}  // namespace mash::keyhold
