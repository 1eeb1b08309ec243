// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "holders.h"
#include "pkcs11_module.h"

namespace mash::keyhold {

namespace {

constexpr std::uint8_t k_suite = 0x01;
constexpr std::size_t k_nonce = 12;  // bytes; SP 800-38D section 8.2.2
constexpr std::size_t k_tag = 16;
constexpr CK_ULONG k_tag_bits = 128;
constexpr std::size_t k_key = 32;
constexpr std::size_t k_size = 1 + k_nonce + k_key + k_tag;

struct Gcm {
  Gcm(ByteView nonce_bytes, std::string_view name)
      : nonce(nonce_bytes.begin(), nonce_bytes.end()), bound(to_bytes(bound_to(name))) {
    params.pIv = nonce.data();
    params.ulIvLen = nonce.size();
    params.ulIvBits = nonce.size() * 8;
    params.pAAD = bound.data();
    params.ulAADLen = bound.size();
    params.ulTagBits = k_tag_bits;
  }
  Gcm(const Gcm&) = delete;
  Gcm& operator=(const Gcm&) = delete;
  ~Gcm() = default;
  Bytes nonce, bound;
  CK_GCM_PARAMS params{};
  CK_MECHANISM mechanism{CKM_AES_GCM, &params, sizeof params};
};

// What could leave its token is no better than a file.
Result<void> check_stays_inside(const Session& session, CK_OBJECT_HANDLE key) {
  CK_BBOOL extractable = CK_TRUE;
  CK_BBOOL sensitive = CK_FALSE;
  CK_ULONG size = 0;
  std::array<CK_ATTRIBUTE, 3> about = {{{CKA_EXTRACTABLE, &extractable, sizeof extractable},
                                        {CKA_SENSITIVE, &sensitive, sizeof sensitive},
                                        {CKA_VALUE_LEN, &size, sizeof size}}};
  const CK_RV answer =
      session.module()->C_GetAttributeValue(session.handle(), key, about.data(), about.size());
  if (answer != CKR_OK) {
    return invalid("label", "The token says nothing about this key: " + number_of(answer));
  }
  if (extractable != CK_FALSE || sensitive != CK_TRUE) {
    return invalid("label",
                   "This key can leave the token: make one that is sensitive and not "
                   "extractable (openmash keys hold --make)");
  }
  if (size != k_key) return invalid("label", "This key is no AES key of 256 bits");
  return {};
}

class TokenHolder final : public Holder {
 public:
  TokenHolder(std::unique_ptr<Session> session, CK_OBJECT_HANDLE key)
      : session_(std::move(session)), key_(key) {}

  Result<Bytes> wrap(const crypto::Key& key, std::string_view name, Random& random) override {
    Bytes out(k_size);
    out[0] = k_suite;
    const std::span nonce = std::span(out).subspan(1, k_nonce);
    random.fill(nonce);
    Gcm gcm(nonce, name);
    Bytes plain(key.bytes().begin(), key.bytes().end());
    CK_ULONG size = k_key + k_tag;
    auto& calls = session_->module();
    CK_RV answer = calls->C_EncryptInit(session_->handle(), &gcm.mechanism, key_);
    if (answer == CKR_OK) {
      answer = calls->C_Encrypt(session_->handle(), plain.data(), plain.size(),
                                out.data() + 1 + k_nonce, &size);
    }
    wipe(plain);
    if (answer != CKR_OK || size != k_key + k_tag) {
      return invalid("token", "The token does not seal with AES-GCM: " + number_of(answer));
    }
    return out;
  }

  Result<crypto::Key> unwrap(ByteView sealed, std::string_view name) override {
    if (sealed.size() != k_size || sealed[0] != k_suite) return not_by_this();
    Gcm gcm(sealed.subspan(1, k_nonce), name);
    Bytes text(sealed.begin() + 1 + k_nonce, sealed.end());
    // Some ask for room for the tag too.
    Bytes plain(k_key + k_tag);
    CK_ULONG size = plain.size();
    auto& calls = session_->module();
    CK_RV answer = calls->C_DecryptInit(session_->handle(), &gcm.mechanism, key_);
    if (answer != CKR_OK) {
      return invalid("token", "The token does not open with AES-GCM: " + number_of(answer));
    }
    answer = calls->C_Decrypt(session_->handle(), text.data(), text.size(), plain.data(), &size);
    if (answer != CKR_OK) return not_by_this();
    plain.resize(size);
    auto key = crypto::Key::from(plain);
    wipe(plain);
    return key;
  }

 private:
  static Error not_by_this() {
    return invalid("token",
                   "This token's key did not seal this, or what it sealed was changed: "
                   "name the right token, or use two recovery shares");
  }

  std::unique_ptr<Session> session_;
  CK_OBJECT_HANDLE key_;
};

Result<std::unique_ptr<Session>> sign_in(const TokenPlace& place, const Sensitive& typed,
                                         bool writes) {
  Sensitive pin = typed;
  if (!place.pin_file.empty()) {
    MASH_TRY(pin, read_private_line(place.pin_file, "pin"));
  }
  if (pin.empty()) return invalid("pin", "Type the PIN of this token");
  MASH_TRY(auto module, Module::load(place.module));
  return Session::open(std::move(module), place.token, pin, writes);
}

}  // namespace

Result<std::unique_ptr<Holder>> token_holder(const TokenPlace& place, const Sensitive& pin) {
  MASH_TRY(auto session, sign_in(place, pin, false));
  MASH_TRY(const auto keys, session->keys(place.label));
  if (keys.empty()) {
    return invalid("label",
                   "The token has no AES key of this label: have it made (openmash keys "
                   "hold --make), or name another one");
  }
  if (keys.size() > 1) {
    return invalid("label", "The token has several AES keys of this label: give each its own");
  }
  MASH_TRY_DO(check_stays_inside(*session, keys.front()));
  return std::make_unique<TokenHolder>(std::move(session), keys.front());
}

Result<void> make_token_key(const TokenPlace& place, const Sensitive& pin) {
  MASH_TRY(const auto session, sign_in(place, pin, true));
  MASH_TRY(const auto keys, session->keys(place.label));
  if (!keys.empty()) {
    return invalid("label",
                   "The token has a key of this label already: leave out --make to use "
                   "it, or name a new one");
  }
  CK_BBOOL yes = CK_TRUE;
  CK_BBOOL no = CK_FALSE;
  CK_ULONG size = k_key;
  std::string label = place.label;
  std::vector<CK_ATTRIBUTE> kind = {
      {CKA_TOKEN, &yes, sizeof yes},       {CKA_PRIVATE, &yes, sizeof yes},
      {CKA_SENSITIVE, &yes, sizeof yes},   {CKA_EXTRACTABLE, &no, sizeof no},
      {CKA_ENCRYPT, &yes, sizeof yes},     {CKA_DECRYPT, &yes, sizeof yes},
      {CKA_VALUE_LEN, &size, sizeof size}, {CKA_LABEL, label.data(), label.size()},
  };
  CK_MECHANISM mechanism{CKM_AES_KEY_GEN, nullptr, 0};
  CK_OBJECT_HANDLE made = 0;
  const CK_RV answer = session->module()->C_GenerateKey(session->handle(), &mechanism, kind.data(),
                                                        kind.size(), &made);
  if (answer == CKR_OK) return {};
  return invalid("label", "The token makes no AES key: " + number_of(answer));
}

}  // namespace mash::keyhold
