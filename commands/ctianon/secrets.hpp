// SPDX-License-Identifier: GPL-2.0-or-later
// libgcrypt, as far as it is used here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace cti::anon {

/// Before anything else of libgcrypt; again does nothing.
void start_gcrypt();

/// A key nobody knows.
std::string random_key();

/// HMAC-SHA-256 under one key.
class Mac {
public:
    static constexpr std::size_t size = 32;
    explicit Mac(std::string_view key);
    ~Mac();
    /// Of `use` and `about`, one behind the other. Good until the next call.
    const std::uint8_t* of(char use, std::string_view about);

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

} // namespace cti::anon
