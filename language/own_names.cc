#include "language/own_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "language/match_key.h"
#include "language/text.h"

namespace punte::language {
namespace {

// By tag. Most are those of CLDR; the others are written on pages too. Languages that CLDR names in
// English only are not here, unless people who speak them are known to write the name so.
constexpr std::array<std::pair<std::string_view, std::string_view>, 178> kNames = {{
    {"Afrikaans", "af"},
    {"አማርኛ", "am"},
    {"العربية", "ar"},
    {"অসমীয়া", "as"},
    {"asturianu", "ast"},
    {"azərbaycan", "az"},
    {"azərbaycanca", "az"},
    {"башҡортса", "ba"},
    {"Ɓàsàa", "bas"},
    {"Bikol", "bcl"},
    {"беларуская", "be"},
    {"Betawi", "bew"},
    {"български", "bg"},
    {"bamanankan", "bm"},
    {"বাংলা", "bn"},
    {"བོད་སྐད་", "bo"},
    {"brezhoneg", "br"},
    {"bosanski", "bs"},
    {"català", "ca"},
    {"нохчийн", "ce"},
    {"کوردیی ناوەندی", "ckb"},
    {"čeština", "cs"},
    {"чӑваш", "cv"},
    {"Cymraeg", "cy"},
    {"dansk", "da"},
    {"Deutsch", "de"},
    {"dolnoserbšćina", "dsb"},
    {"རྫོང་ཁ", "dz"},
    {"Eʋegbe", "ee"},
    {"Ελληνικά", "el"},
    {"English", "en"},
    {"esperanto", "eo"},
    {"español", "es"},
    {"castellano", "es"},
    {"eesti", "et"},
    {"eesti keel", "et"},
    {"euskara", "eu"},
    {"فارسی", "fa"},
    {"suomi", "fi"},
    {"Fon", "fon"},
    {"français", "fr"},
    {"Arpitan", "frp"},
    {"Frysk", "fy"},
    {"Gaeilge", "ga"},
    {"Gàidhlig", "gd"},
    {"galego", "gl"},
    {"avañeʼẽ", "gn"},
    {"ગુજરાતી", "gu"},
    {"Gaelg", "gv"},
    {"Hausa", "ha"},
    {"עברית", "he"},
    {"हिन्दी", "hi"},
    {"hrvatski", "hr"},
    {"hornjoserbšćina", "hsb"},
    {"magyar", "hu"},
    {"հայերեն", "hy"},
    {"interlingua", "ia"},
    {"Indonesia", "id"},
    {"Bahasa Indonesia", "id"},
    {"Igbo", "ig"},
    {"Ido", "io"},
    {"íslenska", "is"},
    {"italiano", "it"},
    {"日本語", "ja"},
    {"Jawa", "jv"},
    {"ქართული", "ka"},
    {"ქართული ენა", "ka"},
    {"Taqbaylit", "kab"},
    {"қазақ тілі", "kk"},
    {"қазақша", "kk"},
    {"ខ្មែរ", "km"},
    {"ಕನ್ನಡ", "kn"},
    {"한국어", "ko"},
    {"kurdî", "ku"},
    {"кыргызча", "ky"},
    {"Latin", "la"},
    {"Lëtzebuergesch", "lb"},
    {"Luganda", "lg"},
    {"lìgure", "lij"},
    {"lombard", "lmo"},
    {"lingála", "ln"},
    {"ລາວ", "lo"},
    {"lietuvių", "lt"},
    {"Lietuviškai", "lt"},
    {"Dholuo", "luo"},
    {"latviešu", "lv"},
    {"latviski", "lv"},
    {"Māori", "mi"},
    {"македонски", "mk"},
    {"മലയാളം", "ml"},
    {"монгол", "mn"},
    {"монгол хэл", "mn"},
    {"Mossi", "mos"},
    {"मराठी", "mr"},
    {"Melayu", "ms"},
    {"Bahasa Melayu", "ms"},
    {"Bahasa Malaysia", "ms"},
    {"Malti", "mt"},
    {"မြန်မာ", "my"},
    {"norsk bokmål", "nb"},
    {"norsk", "nb"},
    {"bokmål", "nb"},
    {"नेपाली", "ne"},
    {"Nederlands", "nl"},
    {"Vlaams", "nl"},
    {"norsk nynorsk", "nn"},
    {"nynorsk", "nn"},
    {"N’Ko", "nqo"},
    {"isiNdebele", "nr"},
    {"Sesotho sa Leboa", "nso"},
    {"Nyanja", "ny"},
    {"Occitan", "oc"},
    {"Oromoo", "om"},
    {"ଓଡ଼ିଆ", "or"},
    {"ਪੰਜਾਬੀ", "pa"},
    {"Naijíriá Píjin", "pcm"},
    {"polski", "pl"},
    {"پښتو", "ps"},
    {"português", "pt"},
    {"rumantsch", "rm"},
    {"Ikirundi", "rn"},
    {"română", "ro"},
    {"limba română", "ro"},
    {"русский", "ru"},
    {"Kinyarwanda", "rw"},
    {"संस्कृत भाषा", "sa"},
    {"саха тыла", "sah"},
    {"саха", "sah"},
    {"sardu", "sc"},
    {"sicilianu", "scn"},
    {"Scots", "sco"},
    {"سنڌي", "sd"},
    {"davvisámegiella", "se"},
    {"සිංහල", "si"},
    {"slovenčina", "sk"},
    {"slovenščina", "sl"},
    {"chiShona", "sn"},
    {"Soomaali", "so"},
    {"shqip", "sq"},
    {"српски", "sr"},
    {"српски језик", "sr"},
    {"srpskohrvatski", "sr-Latn"},
    {"srpski", "sr-Latn"},
    {"crnogorski", "sr-Latn"},
    {"siSwati", "ss"},
    {"Sesotho", "st"},
    {"svenska", "sv"},
    {"Kiswahili", "sw"},
    {"தமிழ்", "ta"},
    {"తెలుగు", "te"},
    {"тоҷикӣ", "tg"},
    {"ไทย", "th"},
    {"ትግርኛ", "ti"},
    {"Tagalog", "tl"},
    {"setswana", "tn"},
    {"Türkçe", "tr"},
    {"Xitsonga", "ts"},
    {"татар", "tt"},
    {"татарча", "tt"},
    {"Twi", "tw"},
    {"ئۇيغۇرچە", "ug"},
    {"українська", "uk"},
    {"اردو", "ur"},
    {"o‘zbek", "uz"},
    {"o‘zbekcha", "uz"},
    {"Tshivenḓa", "ve"},
    {"Tiếng Việt", "vi"},
    {"Wolof", "wo"},
    {"IsiXhosa", "xh"},
    {"ייִדיש", "yi"},
    {"Èdè Yorùbá", "yo"},
    {"粵語", "yue"},
    {"中文", "zh"},
    {"繁體中文", "zh"},
    {"简体中文", "zh"},
    {"正體中文", "zh"},
    {"繁体中文", "zh"},
    {"isiZulu", "zu"},
}};

const std::unordered_map<std::u32string, std::string_view>& names() {
  static const auto kMap = [] {
    std::unordered_map<std::u32string, std::string_view> map;
    for (const auto& [name, tag] : kNames) map.emplace(match_key(name), tag);
    return map;
  }();
  return kMap;
}

}  // namespace

std::string_view language_of_own_name(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (text.size() > kLongest) return {};
  // "English (UK)", "中文（简体）"
  for (const std::string_view bracket : {"(", "（", "["}) {
    if (const std::size_t at = text.find(bracket); at != std::string_view::npos && at > 0) {
      text = text.substr(0, at);
    }
  }
  const auto found = names().find(match_key(trim(text)));
  return found == names().end() ? std::string_view() : found->second;
}

}  // namespace punte::language
