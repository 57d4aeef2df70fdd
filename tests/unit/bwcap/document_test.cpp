// SPDX-License-Identifier: GPL-2.0-or-later
#include "helpers.hpp"

#include <chrono>
#include <random>
#include <set>

namespace {

using namespace cti;
using namespace cti::bwcap;
using namespace cti::bwcap::test;

TEST(Text, EntitiesAndReferences)
{
    char room[300];
    EXPECT_EQ(decode_text("a &lt;&gt;&amp;&quot;&apos; b", Encoding::utf8, room).text, "a <>&\"' b");
    EXPECT_EQ(decode_text("&#65;&#x42;&#xe9;&#x20AC;&#x1F600;", Encoding::utf8, room).text, "AB\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
    EXPECT_EQ(decode_text("&#0;&#xD800;&#x110000;", Encoding::utf8, room).text, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    for (const char* same : {"a & b", "&", "&;", "&#;", "&#x;", "&#99999999999999;", "&#12a;", "&amp"}) {
        EXPECT_EQ(decode_text(same, Encoding::utf8, room).text, same);
        EXPECT_FALSE(decode_text(same, Encoding::utf8, room).unknown_entity) << same;
    }
    EXPECT_EQ(decode_text("&xxe;", Encoding::utf8, room).text, "&xxe;");
    EXPECT_TRUE(decode_text("&xxe;", Encoding::utf8, room).unknown_entity);
}

TEST(Text, Encodings)
{
    char room[30];
    EXPECT_EQ(decode_text("M\xfcller", Encoding::latin1, room).text, "M\xc3\xbcller");
    EXPECT_EQ(decode_text("M\xfcller", Encoding::utf8, room).text, "M\xef\xbf\xbdller");
    EXPECT_EQ(decode_text("M\xc3\xbcller", Encoding::utf8, room).text, "M\xc3\xbcller");
    EXPECT_EQ(encoding_of("utf-8"), Encoding::utf8);
    EXPECT_EQ(encoding_of(""), Encoding::utf8);
    EXPECT_EQ(encoding_of("iso-8859-1"), Encoding::latin1);
    EXPECT_EQ(encoding_of("UTF-16"), Encoding::other);
    for (const char* bad : {"\x80", "\xc0\xaf", "\xc1\x81", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
             "\xf5\x80\x80\x80", "\xe2\x82", "\xff"})
        EXPECT_EQ(first_invalid_utf8(std::string{"ab"} + bad), 2u);
    EXPECT_EQ(first_invalid_utf8("\xf4\x8f\xbf\xbf\xed\x9f\xbf\xee\x80\x80\xc2\x80"), std::string_view::npos);
}

TEST(Decoder, FieldsOfACallUpdate)
{
    const std::string text = cap("callUpdate",
        "<user id=\"agent1@example.com\" userUid=\"4711\"><applicationId>Toolbar</applicationId>"
        "<call callId=\"c1:0\" extTrackingId=\"9:1\"><state>2</state><personality>1</personality><callType>3</callType>"
        "<releaseCause>0</releaseCause><remoteNumber>+4930123</remoteNumber><remoteName>Anna &amp; Bob</remoteName></call>"
        "<call callId=\"c2:0\"><state>5</state></call></user>");
    Document document;
    const Collector sink = decode(document, text);
    EXPECT_TRUE(sink.ids.empty()) << sink.ids[0];
    EXPECT_EQ(sink.value("bwcap.protocol"), "CAP");
    EXPECT_EQ(sink.value("bwcap.version"), "14.0");
    EXPECT_EQ(sink.value("bwcap.command_type"), "callUpdate");
    EXPECT_EQ(sink.value("bwcap.user.id"), "agent1@example.com");
    EXPECT_EQ(sink.value("bwcap.user.user_uid"), "4711");
    EXPECT_EQ(sink.value("bwcap.user.call.call_id"), "c1:0");
    EXPECT_EQ(sink.value("bwcap.user.call.state"), "2");
    EXPECT_EQ(sink.value("bwcap.user.call.remote_name"), "Anna & Bob");
    EXPECT_EQ(sink.raw("bwcap.user.call.remote_name"), "Anna &amp; Bob");
    EXPECT_EQ(sink.raw("bwcap.user.call"), text.substr(text.find("<call "), text.find("</call>") + 7 - text.find("<call ")));
    EXPECT_EQ(sink.raw("bwcap.command"), text.substr(text.find("<command "), text.find("</command>") + 10 - text.find("<command ")));

    const Summary& s = document.summary();
    EXPECT_EQ(s.protocol, Protocol::cap);
    EXPECT_EQ(s.command->id, CommandId::call_update);
    ASSERT_EQ(s.calls.size(), 2u);
    EXPECT_EQ(s.calls[0].call_id, "c1:0");
    EXPECT_EQ(s.calls[0].personality, 1u);
    EXPECT_EQ(s.calls[1].state, 5u);
    EXPECT_EQ(s.calls[1].personality, CallSummary::no_number);
}

TEST(Decoder, FormsOfTheSameDocument)
{
    Document document;
    for (const std::string& text : {
             std::string{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<BroadsoftDocument version=\"14.0\"\r\n protocol = 'CAP' >\r\n "
                         "<command\r\n  commandType='callAction'\r\n>\r\n"
                         "<commandData>\r\n<user  userUid='7'  id='u'><!-- > </user> --><action actionType='Dial'>\r\n<actionParam "
                         "actionParamName='Number'><![CDATA[12<3]]></actionParam></action>\r\n"
                         "</user  >\r\n</commandData>\r\n</command>\r\n</BroadsoftDocument>"},
             std::string{
                 "  <?xml version='1.0'?><BroadsoftDocument protocol=\"CAP\" version=\"14.0\"><command "
                 "commandType=\"callAction\"><commandData><user id=\"u\" userUid=\"7\">"
                 "<action actionType=\"Dial\"><actionParam "
                 "actionParamName=\"Number\">12&#60;3</actionParam></action></user></commandData></command></BroadsoftDocument>\r\n"},
         }) {
        const Collector sink = decode(document, text);
        EXPECT_EQ(sink.value("bwcap.version"), "14.0");
        EXPECT_EQ(sink.value("bwcap.command_type"), "callAction");
        EXPECT_EQ(sink.value("bwcap.user.id"), "u");
        EXPECT_EQ(sink.value("bwcap.user.user_uid"), "7");
        EXPECT_EQ(sink.value("bwcap.user.action.action_type"), "Dial");
        EXPECT_EQ(sink.value("bwcap.user.action.action_param"), "12<3");
        EXPECT_EQ(document.summary().number, "12<3");
        EXPECT_TRUE(sink.raw("bwcap.user").starts_with("<user "));
        EXPECT_TRUE(sink.raw("bwcap.user").ends_with(">"));
        EXPECT_EQ(sink.has("bwcap.leading_space"), text[0] == ' ');
        EXPECT_FALSE(sink.has("bwcap.malformed"));
    }
}

TEST(Decoder, TextInPieces)
{
    Document document;
    const std::string text = cap("profileUpdate", "<user><lastName>Mc<!-- x -->Do&amp;<![CDATA[w&amp;]]></lastName></user>");
    const Collector sink = decode(document, text);
    EXPECT_EQ(sink.value("bwcap.user.last_name"), "McDo&w&amp;");
    EXPECT_EQ(sink.raw("bwcap.user.last_name"), "Mc<!-- x -->Do&amp;<![CDATA[w&amp;");
}

TEST(Decoder, Latin1)
{
    Document document;
    std::string text = cap("profileUpdate", "<user><lastName>M\xfcller &#252;</lastName></user>");
    text.replace(text.find("UTF-8"), 5, "ISO-8859-1");
    const Collector sink = decode(document, text);
    EXPECT_EQ(sink.value("bwcap.encoding"), "ISO-8859-1");
    EXPECT_EQ(sink.value("bwcap.user.last_name"), "M\xc3\xbcller \xc3\xbc");
    EXPECT_EQ(sink.raw("bwcap.user.last_name"), "M\xfcller &#252;");
    EXPECT_TRUE(sink.ids.empty());
}

TEST(Decoder, EncodingMistakes)
{
    Document document;
    const std::string invalid = cap("profileUpdate", "<user><lastName>M\xfcller</lastName></user>");
    const Collector a = decode(document, invalid);
    EXPECT_TRUE(a.has("bwcap.invalid_text"));
    EXPECT_NE(a.sentences[0].find("offset " + std::to_string(invalid.find('\xfc'))), std::string::npos);
    EXPECT_EQ(a.value("bwcap.user.last_name"), "M\xef\xbf\xbdller");

    std::string declared = cap("profileUpdate", "<user><lastName>M\xc3\xbcller</lastName></user>");
    declared.replace(declared.find("UTF-8"), 5, "ISO-8859-1");
    EXPECT_TRUE(decode(document, declared).has("bwcap.encoding_mismatch"));

    std::string other = cap("profileUpdate", "<user/>");
    other.replace(other.find("UTF-8"), 5, "EBCDIC");
    EXPECT_TRUE(decode(document, other).has("bwcap.unknown_encoding"));
}

TEST(Decoder, UnknownNamesAndValuesAreShownByThemselves)
{
    Document document;
    const std::string text = cap("teleport", "<user id=\"u\" colour=\"red\"><dnd>Maybe</dnd><call callId=\"1\"><state>42</state><mood "
                                             "a=\"b\"><deep>x</deep></mood></call></user><extra>42</extra>");
    const Collector sink = decode(document, text);
    EXPECT_TRUE(sink.has("bwcap.unknown_command"));
    std::vector<std::pair<std::string, std::string>> others;
    for (std::size_t i = 0; i < sink.found.size(); ++i)
        if (sink.found[i].filter == "bwcap.other.name") {
            const bool has_value = i + 1 < sink.found.size() && sink.found[i + 1].filter == "bwcap.other.value";
            others.emplace_back(sink.found[i].value, has_value ? sink.found[i + 1].value : "");
            EXPECT_EQ(sink.found[i].raw, sink.found[i].value);
        }
    EXPECT_EQ(others,
        (std::vector<std::pair<std::string, std::string>>{{"colour", "red"}, {"mood", ""}, {"a", "b"}, {"deep", "x"}, {"extra", "42"}}));
    EXPECT_EQ(std::count(sink.ids.begin(), sink.ids.end(), "bwcap.unknown_element"), 3); // colour, mood, extra
    EXPECT_EQ(std::count(sink.ids.begin(), sink.ids.end(), "bwcap.unknown_value"), 2);   // dnd, state
    EXPECT_EQ(sink.value("bwcap.user.call.state"), "42");
    EXPECT_EQ(sink.value("bwcap.user.dnd"), "Maybe");
}

TEST(Decoder, TextWhereANumberBelongs)
{
    Document document;
    for (const char* bad : {"ringing", "-1", "4294967296", "1.0", "0x1"}) {
        const Collector sink =
            decode(document, cap("callUpdate", std::string{"<user><call callId=\"1\"><state>"} + bad + "</state></call></user>"));
        EXPECT_TRUE(sink.has("bwcap.bad_value")) << bad;
        EXPECT_EQ(sink.value("bwcap.user.call.state"), "(none)") << bad;
        EXPECT_EQ(sink.value("bwcap.other.value"), bad);
    }
    EXPECT_EQ(decode(document, cap("callUpdate", "<user><call><state> 3 </state></call></user>")).value("bwcap.user.call.state"), "3");
    EXPECT_FALSE(decode(document, cap("callUpdate", "<user><call><state/></call></user>")).has("bwcap.bad_value"));
    EXPECT_EQ(decode(document, cap("sessionUpdate", "<user><offHook>False</offHook></user>")).value("bwcap.user.off_hook"), "0");
    EXPECT_TRUE(decode(document, cap("sessionUpdate", "<user><offHook>perhaps</offHook></user>")).has("bwcap.bad_value"));
}

TEST(Decoder, OciIsNamed)
{
    Document document;
    const std::string text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><BroadsoftDocument protocol = \"OCI\" xmlns=\"C\" "
                             "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                             "<sessionId xmlns=\"\">1</sessionId><command xsi:type=\"AuthenticationRequest\" "
                             "xmlns=\"\"><userId>u</userId></command></BroadsoftDocument>";
    const Collector sink = decode(document, text);
    EXPECT_EQ(document.summary().protocol, Protocol::oci);
    EXPECT_EQ(sink.ids, (std::vector<std::string>{"bwcap.oci"}));
    EXPECT_EQ(sink.value("bwcap.protocol"), "OCI");
}

TEST(Decoder, OciErrorHasItsNumberAndText)
{
    Document document;
    std::string text; // what the summary says lies in it
    const auto error = [&](const std::string& command) {
        text = "<BroadsoftDocument protocol=\"OCI\" xmlns=\"C\">" + command + "</BroadsoftDocument>";
        return decode(document, text);
    };
    const Collector sink = error(
        "<command type=\"Error\" echo=\"\" xsi:type=\"c:ErrorResponse\" xmlns:c=\"C\"><summary>[Error 4962] Falsches Kennwort</summary>"
        "<summaryEnglish>[Error 4962] Invalid password</summaryEnglish></command>");
    EXPECT_EQ(sink.value("bwcap.oci.type"), "c:ErrorResponse");
    EXPECT_EQ(sink.value("bwcap.oci.error_number"), "4962");
    EXPECT_EQ(sink.raw("bwcap.oci.error_text"), "[Error 4962] Falsches Kennwort");
    EXPECT_TRUE(document.summary().oci_error);
    EXPECT_EQ(document.summary().oci_text, "Invalid password");
    // Numbers that are none, and answers that are no errors.
    for (const char* summary : {"[Error x] text", "[Error 12 text", "[Error 99999999999] text", "text", "[Error ", "[Error 5]"}) {
        error("<command xsi:type=\"ErrorResponse\"><summary>" + std::string{summary} + "</summary></command>");
        EXPECT_TRUE(document.summary().oci_error) << summary;
        EXPECT_EQ(document.summary().oci_number, std::string_view{summary} == "[Error 5]" ? 5u : 0u) << summary;
    }
    EXPECT_EQ(error("<command xsi:type=\"c:SuccessResponse\"><summary>[Error 1] x</summary></command>").value("bwcap.oci.error_number"),
        "(none)");
    EXPECT_FALSE(document.summary().oci_error);
}

TEST(Decoder, NothingOfADoctypeIsExpanded)
{
    Document document;
    const std::string text =
        "<?xml version=\"1.0\"?><!DOCTYPE BroadsoftDocument [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY x SYSTEM "
        "\"file:///etc/passwd\">]>"
        "<BroadsoftDocument protocol=\"CAP\" version=\"14.0\"><command "
        "commandType=\"registerAuthentication\"><commandData><user><id>&b;&x;</id></user></commandData></command></BroadsoftDocument>";
    const Collector sink = decode(document, text);
    EXPECT_TRUE(sink.has("bwcap.doctype"));
    EXPECT_TRUE(sink.has("bwcap.entity"));
    EXPECT_EQ(sink.value("bwcap.user.id"), "&b;&x;");
}

TEST(Decoder, Nul)
{
    Document document;
    std::string text = cap("callUpdate", "<user id=\"a_b\"><call callId=\"1\"><remoteName>x_y</remoteName></call></user>");
    std::replace(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.size()), '_', '\0');
    const Collector sink = decode(document, text);
    EXPECT_TRUE(sink.has("bwcap.nul"));
    EXPECT_NE(sink.sentences[0].find("2 NUL"), std::string::npos);
    EXPECT_EQ(sink.value("bwcap.user.call.call_id"), "1");
}

TEST(Decoder, ManyNamedFaults)
{
    Document document;
    const std::pair<std::string, const char*> faults[] = {
        {"<BroadsoftDocument protocol=\"CAP\"><command></BroadsoftDocument>", "bwcap.malformed"},
        {"<BroadsoftDocument protocol=\"CAP\"><command commandType=\"callUpdate><commandData/></command></BroadsoftDocument>",
            "bwcap.malformed"},
        {"<BroadsoftDocument protocol=\"CAP\"><command commandType=\"callUpdate\"><!-- </command></BroadsoftDocument>", "bwcap.malformed"},
        {"<BroadsoftDocument protocol=\"CAP\"><command commandType=\"callUpdate\"><![CDATA[</command></BroadsoftDocument>",
            "bwcap.malformed"},
        {"<BroadsoftDocument protocol=\"CAP\"></BroadsoftDocument>", "bwcap.no_command"},
        {"<BroadsoftDocument protocol=\"XYZ\"></BroadsoftDocument>", "bwcap.unknown_protocol"},
        {"<BroadsoftDocument></BroadsoftDocument>", "bwcap.unknown_protocol"},
        {"<BroadsoftDocument protocol=\"CAP\"><command commandType=\"callUpdate\"/><command "
         "commandType=\"callUpdate\"/></BroadsoftDocument>",
            "bwcap.several_commands"},
        {"<BroadsoftDocument protocol=\"CAP\">" + std::string(60000, '<') + "</BroadsoftDocument>", "bwcap.too_complex"},
    };
    for (const auto& [text, id] : faults)
        EXPECT_TRUE(decode(document, text).has(id)) << text.substr(0, 200) << " is not " << id;
}

TEST(Decoder, WhatComesBeforeAFaultIsShown)
{
    Document document;
    const std::string whole =
        cap("callUpdate", "<user id=\"agent\"><call callId=\"c1\"><state>2</state><remoteName>Anna</remoteName></call></user>");
    const std::string text = whole.substr(0, whole.find("na</remoteName>"));
    const Collector sink = decode(document, text);
    EXPECT_TRUE(sink.has("bwcap.malformed"));
    EXPECT_EQ(sink.value("bwcap.user.id"), "agent");
    EXPECT_EQ(sink.value("bwcap.user.call.state"), "2");
    EXPECT_EQ(sink.value("bwcap.user.call.remote_name"), "(none)");
}

TEST(Decoder, CutAtEveryByteNeverShowsWhatIsNotThere)
{
    const std::string whole = cap("registerResponse",
        "<user userUid=\"12\"><id>agent&amp;co</id><failure failureCause=\"no &lt;luck&gt;\"/><call callId=\"1\"><state>2</state></call>"
        "<lastName>M\xc3\xbcller</lastName><odd a='1'/></user>");
    Document document;
    std::set<std::pair<std::string, std::string>> expected;
    for (const Found& f : decode(document, whole).found)
        expected.emplace(f.filter, f.value);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::string text = whole.substr(0, size);
        const Collector sink = decode(document, text);
        EXPECT_TRUE(sink.has("bwcap.malformed")) << text;
        for (const Found& f : sink.found)
            EXPECT_TRUE(expected.contains({f.filter, f.value})) << f.filter << " is " << f.value << " in " << text;
    }
}

TEST(Decoder, DeepNestingIsRefusedQuickly)
{
    Document document;
    std::string text = "<BroadsoftDocument protocol=\"CAP\">";
    for (int i = 0; i < 5000; ++i)
        text += "<a>";
    text += "</BroadsoftDocument>";
    const Collector sink = decode(document, text);
    EXPECT_TRUE(sink.has("bwcap.too_complex"));
    // Comments hide tags from the count, in both directions.
    std::string hidden = "<BroadsoftDocument protocol=\"CAP\">";
    for (int i = 0; i < 2000; ++i)
        hidden += "<a><!-- </a> -->";
    hidden += "</BroadsoftDocument>";
    EXPECT_TRUE(decode(document, hidden).has("bwcap.malformed"));
}

TEST(Decoder, FindingsAreBounded)
{
    Document document;
    std::string users;
    for (int i = 0; i < 3000; ++i)
        users += "<x/>";
    const Collector sink = decode(document, cap("callUpdate", "<user>" + users + "</user>"));
    EXPECT_LE(sink.ids.size(), 70u);
    EXPECT_TRUE(sink.has("bwcap.unknown_element"));
}

TEST(Decoder, MutatedDocumentsKeepTheirSpans)
{
    const std::string whole = cap("callUpdate",
        "<user id=\"agent\"><call callId=\"c1\"><state>2</state><remoteName>A &amp; <![CDATA[B]]><!-- c --></remoteName><?pi x?></call>"
        "<conference conterenceState='Held'><callIn callInId='1'/></conference></user>");
    std::mt19937 random{7};
    const char interesting[] = "<>/=\"'&;!-[]? \0\xff\xc3x";
    Document document;
    for (int round = 0; round < 20000; ++round) {
        std::string text = whole;
        for (unsigned n = 1 + random() % 4; n > 0; --n) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
            case 0:
                text[at] = interesting[random() % (sizeof interesting - 1)];
                break;
            case 1:
                text.erase(at, 1 + random() % 20);
                break;
            default:
                text.insert(at, text.substr(random() % text.size(), random() % 30));
                break;
            }
        }
        decode(document, text); // the sink checks every span
        if (testing::Test::HasFailure()) {
            ADD_FAILURE() << text;
            return;
        }
    }
}

TEST(Decoder, LinearTime)
{
    Document document{{.max_markup = 10'000'000}};
    std::string users;
    for (int i = 0; i < 100'000; ++i)
        users += "<monUser>user@example.com</monUser>";
    const std::string text = cap("monitoringUsersRequest", "<user>" + users + "</user>");
    const auto begin = std::chrono::steady_clock::now();
    document.parse(bytes(text), 0);
    const auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_EQ(document.summary().mon_users.size(), 100'000u);
    EXPECT_LT(std::chrono::duration<double>(took).count(), 5.0);
}

} // namespace
