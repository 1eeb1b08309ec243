// SPDX-License-Identifier: MIT
// Somebody to whom a product was not sent asked for it at the gate: the link was passed on. They
// were shown nothing there; whoever sent it and the owners of what left hear of it here.
#pragma once

#include "build.h"
#include "stray_store.h"

namespace mash::product {

// Into the record, onto the pages, and to those who are told: once for each product, person and
// day, whatever the gate sends.
void take_in_stray(pipeline::Context& c, const Deps& deps, const packages::Inward& inward);
// "Fiona Hale, Quillgate Primary School, opened it on 24 November 2026 at 5:05pm."
std::string stray_words(const pipeline::Context& c, const Deps& deps, const StrayRow& row);
// For the list of what leaves: [{words, at, href}]; href where the reader's desk is told.
json::Value strays_data(pipeline::Context& c, const Deps& deps, const ProductHead& head);

}  // namespace mash::product
