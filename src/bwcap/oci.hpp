// SPDX-License-Identifier: GPL-2.0-or-later
// OCI, the sibling protocol on the same port: enough of it to name a refused request. Its content is for the XML tree.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace cti::bwcap {

/// An error of OCI: the digits of "[Error NNNN]" at the start of its summary. Only numbers seen in public clients and tests.
struct OciError {
    std::uint32_t number;
    const char* name;
    const char* remedy; ///< in steps
};

inline constexpr OciError oci_errors[] = {
    {4008, "user not found", "Correct the user id in the request: it needs its domain."},
    {4267, "domain already assigned", "Nothing to do: the request is superfluous."},
    {4400, "service or service pack cannot be assigned",
        "Read the detail of the answer: it names the reason.\nOften a licence is missing or its quantity is used up."},
    {4962, "invalid user id or password",
        "Correct user id and password in the client.\nIf they are right, check the digest: it is the MD5 of nonce, colon and the SHA-1 of "
        "the password. A wrong digest gives the same error."},
    {5202, "account disabled", "Enable the user in BroadWorks."},
    {5404, "unauthorized transaction", "Log in with a user of a higher level: the login level is too low for this request."},
};

constexpr const OciError* find_oci_error(std::uint32_t number)
{
    for (const OciError& row : oci_errors)
        if (row.number == number)
            return &row;
    return nullptr;
}

inline constexpr const char* oci_error_source = "public OCI clients and their tests";

} // namespace cti::bwcap
