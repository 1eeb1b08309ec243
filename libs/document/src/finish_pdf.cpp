// SPDX-License-Identifier: MIT
#include "finish_pdf.h"

#include <qpdf/qpdf-c.h>

#include <memory>
#include <stdexcept>

namespace mash::document {

namespace {

struct Cleanup {
  void operator()(qpdf_data data) const { qpdf_cleanup(&data); }
};
using File = std::unique_ptr<std::remove_pointer_t<qpdf_data>, Cleanup>;

void demand(QPDF_ERROR_CODE code) {
  if ((code & QPDF_ERRORS) != 0) throw std::runtime_error("cannot finish a PDF");
}

}  // namespace

std::string finish_pdf(const std::string& pdf) {
  const File file(qpdf_init());
  auto* q = file.get();
  qpdf_silence_errors(q);
  demand(qpdf_read_memory(q, "a PDF of our own", pdf.data(), pdf.size(), nullptr));
  const auto root = qpdf_get_root(q);
  qpdf_oh_replace_key(q, root, "/Lang", qpdf_oh_new_string(q, "en-GB"));
  const auto shown = qpdf_oh_new_dictionary(q);
  qpdf_oh_replace_key(q, shown, "/DisplayDocTitle", qpdf_oh_new_bool(q, QPDF_TRUE));
  qpdf_oh_replace_key(q, root, "/ViewerPreferences", shown);
  demand(qpdf_init_write_memory(q));
  qpdf_set_deterministic_ID(q, QPDF_TRUE);
  demand(qpdf_write(q));
  const auto* data = reinterpret_cast<const char*>(qpdf_get_buffer(q));  // NOLINT: bytes as text
  return {data, qpdf_get_buffer_length(q)};
}

}  // namespace mash::document
