#include "OpenCCTables.h"

#include <cstdio>
#include <exception>
#include <memory>
#include <string>

#include <Common.hpp>
#include <Config.hpp>
#include <Conversion.hpp>
#include <ConversionChain.hpp>
#include <Converter.hpp>
#include <Dict.hpp>
#include <DictEntry.hpp>
#include <DictGroup.hpp>
#include <Lexicon.hpp>
#include <MaxMatchSegmentation.hpp>

namespace {

struct Sink {
    opencc_tables_entry entry;
    void *context;
};

/// The dictionaries of a group stand one after another: the first that knows a text has the word.
size_t read(const opencc::DictPtr &dict, size_t step, size_t number, const Sink &sink) {
    if (auto group = std::dynamic_pointer_cast<opencc::DictGroup>(dict)) {
        for (const auto &member : group->GetDicts()) number = read(member, step, number, sink);
        return number;
    }
    const opencc::LexiconPtr lexicon = dict->GetLexicon();
    for (size_t i = 0; i < lexicon->Length(); i++) {
        const opencc::DictEntry *found = lexicon->At(i);
        const std::string key = found->Key(), value = found->GetDefault();
        sink.entry(sink.context, step, number, key.data(), key.size(), value.data(), value.size());
    }
    return number + 1;
}

}  // namespace

int opencc_tables_read(
    const char *configuration, opencc_tables_entry entry, void *context, char *message, size_t message_length) {
    try {
        const Sink sink{entry, context};
        opencc::Config config;
        const opencc::ConverterPtr converter = config.NewFromFile(configuration);
        const auto segmentation =
            std::dynamic_pointer_cast<opencc::MaxMatchSegmentation>(converter->GetSegmentation());
        if (!segmentation) throw std::runtime_error("its segmentation is no maximal matching");
        read(segmentation->GetDict(), 0, 0, sink);
        size_t step = 1;
        for (const auto &conversion : converter->GetConversionChain()->GetConversions()) {
            read(conversion->GetDict(), step, 0, sink);
            step += 1;
        }
        return 0;
    } catch (const std::exception &error) {
        std::snprintf(message, message_length, "%s", error.what());
    } catch (...) {
        std::snprintf(message, message_length, "it cannot be opened");
    }
    return 1;
}
