// SPDX-License-Identifier: MIT
// Goal: forms as browsers send them are read, and anything that is not quite one is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/http/message.h"

namespace mash::http {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::Pair;

Request form_request(std::string type, std::string body) {
  Request request;
  request.method = "POST";
  request.headers = {{"content-type", std::move(type)}};
  request.body = std::move(body);
  return request;
}

Request urlencoded(std::string body) {
  return form_request("application/x-www-form-urlencoded", std::move(body));
}

Request multipart(std::string body) {
  return form_request("multipart/form-data; boundary=XX", std::move(body));
}

bool is_refused(const Request& request) {
  const auto form = parse_form(request);
  return !form && form.error().code == ErrorCode::invalid_input;
}

const std::string k_a = "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";

TEST(Form, QueryPairs) {
  EXPECT_THAT(
      parse_query("a=1&b=x+y%26&a=&c&&=d").value(),
      ElementsAre(Pair("a", "1"), Pair("b", "x y&"), Pair("a", ""), Pair("c", ""), Pair("", "d")));
  EXPECT_TRUE(parse_query("").value().empty());
  EXPECT_THAT(parse_query("a=b=c").value(), ElementsAre(Pair("a", "b=c")));
}

TEST(Form, QueryIsStrict) {
  for (const char* bad : {"a=%", "a=%2", "%zz=1", "a=%00", "a=%FF", "%C0%AF=1", "a=\xFF"}) {
    EXPECT_FALSE(parse_query(bad).has_value()) << bad;
  }
}

TEST(Form, Urlencoded) {
  EXPECT_THAT(parse_form(urlencoded("a=1&b=caf%C3%A9")).value(),
              ElementsAre(Part{"a", "", "1"}, Part{"b", "", "caf\xC3\xA9"}));
  EXPECT_TRUE(is_refused(urlencoded("a=%E9")));
  const auto with_charset =
      parse_form(form_request("Application/X-WWW-Form-Urlencoded;charset=UTF-8", "a=1"));
  EXPECT_THAT(with_charset.value(), ElementsAre(Part{"a", "", "1"}));
}

TEST(Form, OtherTypesAreNotForms) {
  EXPECT_EQ(parse_form(form_request("text/plain", "a=1")).error().code, ErrorCode::unsupported);
  EXPECT_EQ(parse_form(form_request("", "a=1")).error().code, ErrorCode::unsupported);
  EXPECT_TRUE(parse_form(Request{}).value().empty());
}

TEST(Form, Multipart) {
  const std::string body =
      k_a + "one\r\ntwo\r\n" +
      "--XX\r\ncontent-disposition: Form-Data; name=\"f\"; "
      "filename=\"r;e \xC3\xA9.pdf\"\r\nContent-Type: application/pdf\r\n\r\n" +
      "\0\xFF\r\n--X\r\n"s + "\r\n--XX\r\n" +
      "Content-Disposition: form-data; name=empty\r\n\r\n\r\n--XX--\r\n";
  EXPECT_THAT(
      parse_form(multipart(body)).value(),
      ElementsAre(Part{"a", "", "one\r\ntwo"}, Part{"f", "r;e \xC3\xA9.pdf", "\0\xFF\r\n--X\r\n"s},
                  Part{"empty", "", ""}));
}

TEST(Form, MultipartWithoutParts) {
  EXPECT_TRUE(parse_form(multipart("--XX--\r\n")).value().empty());
  EXPECT_TRUE(parse_form(multipart("--XX--")).value().empty());
}

TEST(Form, MultipartBoundary) {
  const std::string body =
      "--a b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--a b--";
  EXPECT_TRUE(is_refused(form_request("multipart/form-data; boundary=\"a b\"", body)));
  for (const char* type :
       {"multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"XX", "multipart/form-data; boundary",
        "multipart/form-data; boundary=XX; boundary=XX", "multipart/form-data; boundary=X\"X"}) {
    EXPECT_TRUE(is_refused(form_request(type, k_a + "1\r\n--XX--"))) << type;
  }
  const std::string long_boundary(71, 'x');
  EXPECT_TRUE(is_refused(
      form_request("multipart/form-data; boundary=" + long_boundary, "--" + long_boundary + "--")));
  EXPECT_TRUE(parse_form(form_request("multipart/form-data; charset=utf-8; boundary=\"XX\"",
                                      k_a + "1\r\n--XX--"))
                  .has_value());
}

TEST(Form, MultipartIsStrict) {
  const std::string head = "--XX\r\nContent-Disposition: ";
  const std::string rest = "\r\n\r\n1\r\n--XX--\r\n";
  ASSERT_TRUE(parse_form(multipart(head + "form-data; name=\"a\"" + rest)).has_value());
  const std::string bad_bodies[] = {
      "",
      "preamble\r\n" + k_a + "1\r\n--XX--\r\n",
      k_a + "1\r\n--XX--\r\nepilogue",
      k_a + "1\r\n--XX",
      k_a + "1",
      k_a,
      k_a + "1\r\n--XXY\r\n--XX--\r\n",
      "--XX\n" + k_a.substr(6) + "1\r\n--XX--\r\n",
      k_a + "caf\xE9\r\n--XX--\r\n",
      k_a + "\0\r\n--XX--\r\n"s,
      head + "form-data" + rest,
      head + "attachment; name=\"a\"" + rest,
      head + "form-data; name=\"a" + rest,
      head + "form-data; name=\"a\"b" + rest,
      head + "form-data; name=\"a\"; name=\"b\"" + rest,
      head + "form-data; name=\"\xFF\"" + rest,
      head + "form-data; name=\"a\"; filename*=UTF-8''x" + rest,
      head + "form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"" + rest,
      head + "form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64" + rest,
      head + "form-data; name=\"a\"\nx: y" + rest,
      "--XX\r\nContent-Type: text/plain" + rest,
      "--XX\r\n\r\n1\r\n--XX--\r\n",
      head + "form-data; name=\"" + std::string(5000, 'a') + "\"" + rest,
  };
  for (const std::string& body : bad_bodies) EXPECT_TRUE(is_refused(multipart(body))) << body;
}

TEST(Form, AtMostTwoThousandParts) {
  std::string query;
  std::string body;
  for (int i = 0; i < 2000; ++i) {
    query += "a=1&";
    body += k_a + "1\r\n";
  }
  EXPECT_EQ(parse_form(urlencoded(query)).value().size(), 2000U);
  EXPECT_EQ(parse_form(multipart(body + "--XX--")).value().size(), 2000U);
  EXPECT_TRUE(is_refused(urlencoded(query + "a=1")));
  EXPECT_TRUE(is_refused(multipart(body + k_a + "1\r\n--XX--")));
}

}  // namespace
}  // namespace mash::http
