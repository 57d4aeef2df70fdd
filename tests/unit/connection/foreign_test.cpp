// SPDX-License-Identifier: GPL-2.0-or-later
// How streams of other protocols begin, from their specifications.
#include "connection/foreign.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using namespace cti;
using namespace std::string_view_literals;

std::string name_of(std::string_view first, Side side)
{
    const Foreign f = recognise_foreign({reinterpret_cast<const std::uint8_t*>(first.data()), first.size()}, side);
    return f.name ? f.name : "";
}

TEST(Foreign, ByTheirFirstBytes)
{
    EXPECT_EQ(name_of("GET /index.html HTTP", Side::client), "HTTP");
    EXPECT_EQ(name_of("HTTP/1.1 400 Bad Req", Side::server), "HTTP");
    EXPECT_EQ(name_of("SSH-2.0-OpenSSH_9.2p", Side::server), "SSH");
    EXPECT_EQ(name_of("SSH-2.0-OpenSSH_9.2p", Side::client), "SSH");
    EXPECT_EQ(name_of("220 mail.example ESM", Side::server), "SMTP or FTP");
    EXPECT_EQ(name_of("EHLO client.example\r", Side::client), "SMTP");
    EXPECT_EQ(name_of("OPTIONS sip:10.0.0.1", Side::client), "SIP");
    EXPECT_EQ(name_of("OPTIONS * HTTP/1.1\r\n", Side::client), "HTTP");
    EXPECT_EQ(name_of("\x00\x00\x00\x54\xffSMB"sv, Side::client), "SMB");
    EXPECT_EQ(name_of("\x00\x00\x00\xa8\xfeSMB"sv, Side::client), "SMB");
    EXPECT_EQ(name_of("\x03\x00\x00\x13\x0e\xe0\x00\x00"sv, Side::client), "RDP or another protocol on TPKT");
    EXPECT_EQ(name_of("\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03"sv, Side::client), "LDAP");
    EXPECT_EQ(name_of("\x30\x84\x00\x00\x00\x10\x02\x01\x01\x60"sv, Side::client), "LDAP");
    EXPECT_EQ(name_of("\x4a\x00\x00\x00\x0a\x35\x2e\x37\x2e\x33"sv, Side::server), "MySQL");
    EXPECT_EQ(name_of("\x00\x00\x00\x08\x04\xd2\x16\x2f"sv, Side::client), "PostgreSQL");
    EXPECT_EQ(name_of("hello, is anybody there?", Side::client), "text");
    EXPECT_EQ(name_of("hi\r\n", Side::client), "text");
    EXPECT_EQ(name_of("<?xml version=\"1.0\"?>", Side::client), "XML");
}

TEST(Foreign, WhatIsNoneOfThem)
{
    EXPECT_EQ(name_of("", Side::client), "");
    EXPECT_EQ(name_of("hell", Side::client), "") << "too little text to tell";
    EXPECT_EQ(name_of("\x00\x00\x00\x3d\x00\x00\x00\x03\x00\x00\x00\x01"sv, Side::client), "") << "GED-188: OPEN_REQ";
    EXPECT_EQ(name_of("\x3d\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00"sv, Side::client), "") << "the same in the wrong byte order";
    EXPECT_EQ(name_of("220 mail", Side::client), "") << "a server's greeting";
    EXPECT_EQ(name_of("\x00\x00\x00\x54\xffSM"sv, Side::client), "") << "not whole";
}

} // namespace
