// SPDX-License-Identifier: GPL-2.0-or-later
// TLS as far as it goes in clear: records, ClientHello and ServerHello, alerts. Source: RFC 8446 (TLS 1.3), 5.1 and 6; RFC 5246 (TLS 1.2),
// 6.2 and 7.2.
#pragma once

#include "core/bytes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace cti::tls {

enum ContentType : std::uint8_t { change_cipher_spec = 20, alert = 21, handshake = 22, application_data = 23 };
enum HandshakeType : std::uint8_t { client_hello = 1, server_hello = 2 };
enum AlertLevel : std::uint8_t { warning = 1, fatal = 2 };

inline constexpr std::size_t header_size = 5;                     ///< type (1), version (2), length (2, big-endian)
inline constexpr std::size_t alert_size = 2;                      ///< level (1), description (1)
inline constexpr std::uint32_t largest_record = (1 << 14) + 2048; ///< bytes behind the header, TLS 1.2

/// An alert, and what to do about it where it has a cause of its own; steps separated by '\n'.
struct Alert {
    std::uint8_t number;
    const char* name;
    const char* remedy = nullptr;
};

inline constexpr const char* untrusted =
    "Import the certificate of the authority that signed the other side's certificate into the trust store of the side that sent the "
    "alert\nAfter a certificate was renewed: import the new one, with its whole chain";
inline constexpr const char* bad_certificate =
    "Look at the certificate of the side that received the alert: expired, revoked, not yet valid, wrong key usage, or broken"
    "\nCompare the clocks of both machines\nRenew the certificate, and import it where it is trusted by name";
inline constexpr const char* client_certificate =
    "The server wants a certificate of the client and got none: install the client's certificate (mutual TLS)"
    "\nCheck that the server trusts who signed it";
inline constexpr const char* no_common_version = "Both sides have no TLS version in common: allow TLS 1.2 or newer on the older one"
                                                 "\nThe ClientHello in this connection shows what the client offers";
inline constexpr const char* no_common_cipher =
    "Both sides have no cipher suite, group or signature algorithm in common: compare the ClientHello with the server's settings"
    "\nCheck that the server's certificate has a key type (RSA, ECDSA) the client accepts"
    "\nIf the server wants a certificate of the client, check that the client has one";
inline constexpr const char* wrong_name =
    "The server does not know the name that the client asked for: use the host name that is in the server's certificate";

/// RFC 8446, 6 and RFC 5246, 7.2; 110 to 115: RFC 6066; 116: RFC 8446; 120: RFC 7301.
inline constexpr Alert alerts[] = {
    {0, "close_notify"},
    {10, "unexpected_message"},
    {20, "bad_record_mac"},
    {21, "decryption_failed"},
    {22, "record_overflow"},
    {30, "decompression_failure"},
    {40, "handshake_failure", no_common_cipher},
    {41, "no_certificate", client_certificate},
    {42, "bad_certificate", bad_certificate},
    {43, "unsupported_certificate", bad_certificate},
    {44, "certificate_revoked", bad_certificate},
    {45, "certificate_expired", bad_certificate},
    {46, "certificate_unknown", untrusted},
    {47, "illegal_parameter"},
    {48, "unknown_ca", untrusted},
    {49, "access_denied", client_certificate},
    {50, "decode_error"},
    {51, "decrypt_error", bad_certificate},
    {60, "export_restriction", no_common_cipher},
    {70, "protocol_version", no_common_version},
    {71, "insufficient_security", no_common_cipher},
    {80, "internal_error"},
    {86, "inappropriate_fallback", no_common_version},
    {90, "user_canceled"},
    {100, "no_renegotiation"},
    {109, "missing_extension"},
    {110, "unsupported_extension"},
    {111, "certificate_unobtainable", bad_certificate},
    {112, "unrecognized_name", wrong_name},
    {113, "bad_certificate_status_response", bad_certificate},
    {114, "bad_certificate_hash_value", bad_certificate},
    {115, "unknown_psk_identity"},
    {116, "certificate_required", client_certificate},
    {120, "no_application_protocol"},
};
static_assert(std::is_sorted(std::begin(alerts), std::end(alerts), [](const Alert& a, const Alert& b) { return a.number < b.number; }));

/// nullptr: no alert of the RFCs.
constexpr const Alert* find_alert(std::uint8_t number)
{
    for (const Alert& row : alerts)
        if (row.number == number)
            return &row;
    return nullptr;
}

/// Walks over the records of one side's stream, whatever pieces it comes in.
class Records {
public:
    /// on_alert(level, description) for each alert in clear. Does nothing once it is plain that this is no TLS.
    template <class OnAlert>
    void feed(Bytes bytes, OnAlert on_alert)
    {
        while (!bytes.empty() && state_ != State::other && state_ != State::lost) {
            if (skip_ > 0) {
                const std::size_t n = std::min<std::size_t>(skip_, bytes.size());
                skip_ -= static_cast<std::uint32_t>(n);
                bytes = bytes.subspan(n);
                continue;
            }
            head_[have_++] = bytes.front();
            bytes = bytes.subspan(1);
            if (!fits_so_far()) {
                state_ = state_ == State::unknown ? State::other : State::lost;
                return;
            }
            if (have_ < header_size || have_ < header_size + wanted_behind_header())
                continue;
            take(on_alert);
        }
    }
    /// Bytes are missing: what comes next begins anywhere in a record.
    void lose() { state_ = state_ == State::records ? State::lost : State::other; }

    bool undecided() const { return state_ == State::unknown; }
    bool has_begun() const { return have_ > 0; }
    /// It begins as a record does, as far as it came; at least three bytes did.
    bool is_tls() const { return state_ != State::other && (state_ != State::unknown || have_ >= 3); }
    bool is_other() const { return state_ == State::other; }
    bool had_client_hello() const { return client_hello_; }
    bool had_server_hello() const { return server_hello_; }
    /// What follows is encrypted, or cannot be told apart from that.
    bool had_application_data() const { return application_data_ || state_ == State::lost; }

private:
    enum class State : std::uint8_t { unknown, records, other, lost };

    std::uint32_t length() const { return be16(head_.data() + 3); }
    bool fits_so_far() const
    {
        switch (have_) {
        case 1:
            return head_[0] >= change_cipher_spec && head_[0] <= application_data;
        case 2:
            return head_[1] == 3;
        case 3:
            return head_[2] <= 4;
        case 5:
            return length() > 0 && length() <= largest_record;
        default:
            return true;
        }
    }
    /// Bytes behind the header that tell what the record is.
    std::size_t wanted_behind_header() const
    {
        return head_[0] == alert && length() == alert_size ? alert_size : head_[0] == handshake && !application_data_ ? 1 : 0;
    }
    template <class OnAlert>
    void take(OnAlert on_alert)
    {
        state_ = State::records;
        const std::size_t behind = have_ - header_size;
        skip_ = length() - static_cast<std::uint32_t>(behind);
        have_ = 0;
        if (head_[0] == application_data)
            application_data_ = true;
        if (head_[0] == handshake && behind == 1) {
            client_hello_ |= head_[header_size] == client_hello;
            server_hello_ |= head_[header_size] == server_hello;
        }
        if (behind == alert_size)
            on_alert(head_[header_size], head_[header_size + 1]);
    }

    std::uint32_t skip_ = 0;
    std::array<std::uint8_t, header_size + alert_size> head_{};
    std::uint8_t have_ = 0;
    State state_ = State::unknown;
    bool client_hello_ = false, server_hello_ = false, application_data_ = false;
};

} // namespace cti::tls
