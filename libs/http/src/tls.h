// SPDX-License-Identifier: MIT
// How both ends use TLS. Certificates are pinned: the peer's certificate must be one that was
// agreed beforehand, byte for byte; its issuer, names and dates do not matter.
#pragma once

#include <functional>
#include <string>

struct ssl_ctx_st;  // OpenSSL's SSL_CTX
struct ssl_st;      // OpenSSL's SSL

namespace mash::http {

// TLS 1.2 at least, forward secrecy, authenticated ciphers, no renegotiation, and no resumption:
// each connection proves its certificate anew.
void harden(ssl_ctx_st* context);

// Whether a peer with this certificate is one of ours: SHA-256 of the DER, lower-case hex.
using KnownPeer = std::function<bool(const std::string& fingerprint)>;
// Refuses in the handshake any other. `known` must outlive the context.
void require_pinned_peer(ssl_ctx_st* context, const KnownPeer& known);

// Of the certificate that the peer showed, or empty.
std::string peer_fingerprint(const ssl_st* connection);

// True if the handshake failed because the peer's certificate was not a pinned one.
bool peer_was_refused(const ssl_st* connection);

}  // namespace mash::http
