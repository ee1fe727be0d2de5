#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "internal.h"

static int locale_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

/// Whether the environment asks for UTF-8, in a locale that need not be installed.
static int environment_asks_for_utf8(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (int index = 0; index < 3; index++) {
    const char *value = getenv(variables[index]);
    if (!value || !*value) continue;
    const char *encoding = strchr(value, '.');
    return encoding && (strncasecmp(encoding, ".UTF-8", 6) == 0 || strncasecmp(encoding, ".UTF8", 5) == 0);
  }
  return 0;
}

int ct_set_locale(void) {
  setlocale(LC_ALL, "");
  if (!locale_is_utf8() && environment_asks_for_utf8() && !setlocale(LC_CTYPE, "C.UTF-8"))
    setlocale(LC_CTYPE, "en_US.UTF-8");
  // Numbers are read and written with a point everywhere.
  setlocale(LC_NUMERIC, "C");
  return locale_is_utf8();
}
