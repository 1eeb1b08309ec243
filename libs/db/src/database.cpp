// SPDX-License-Identifier: MIT
#include "mash/db/database.h"

#include <future>

#include "connection.h"
#include "fault.h"
#include "mash/base/assert.h"
#include "mash/db/address.h"
#include "reader_pool.h"
#include "writer.h"

namespace mash::db {
namespace {

std::unique_ptr<Connection> open_connection(const Options& options, Use use) {
  return options.engine == Engine::sqlite ? open_sqlite(options, use) : open_postgres(options, use);
}

class PooledDatabase final : public Database {
 public:
  explicit PooledDatabase(const Options& options)
      : engine_(options.engine),
        writer_(open_connection(options, Use::write), options),
        readers_([&] { return open_connection(options, Use::read); }, options) {}

  // The last jobs may read, so the writer finishes while the readers are there. The writer's
  // connection closes last: in SQLite it is the one that empties the WAL.
  ~PooledDatabase() override { writer_.finish(); }

  void write(const std::function<void(Transaction&)>& f) override {
    MASH_ASSERT(!writer_.is_this_thread());  // it would wait for itself
    const auto promise = std::make_shared<std::promise<void>>();
    auto durable = promise->get_future();
    writer_.add([&f](Transaction& transaction) { f(transaction); },
                [promise](std::exception_ptr failure) {
                  failure ? promise->set_exception(failure) : promise->set_value();
                });
    durable.get();
  }

  void write_async(std::function<void(Transaction&)> f,
                   std::function<void(std::exception_ptr)> done) override {
    writer_.add(std::move(f), std::move(done));
  }

  void read(const std::function<void(Transaction&)>& f) override { readers_.read(f); }

  [[nodiscard]] Engine engine() const override { return engine_; }

 private:
  Engine engine_;
  Writer writer_;
  ReaderPool readers_;
};

}  // namespace

Options options_for(std::string_view location) {
  Options options;
  options.location = location;
  if (location.starts_with("postgres://") || location.starts_with("postgresql://")) {
    options.engine = Engine::postgres;
  }
  return options;
}

std::unique_ptr<Database> Database::open(const Options& options) {
  if (const auto fault = fault_of_address(options.location)) {
    throw refused(Fault::other, "connect", fault->faults.front().message);
  }
  return std::make_unique<PooledDatabase>(options);
}

}  // namespace mash::db
