#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include "internal.h"

static int locale_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

const char *ct_locale_variable(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (int index = 0; index < 3; index++) {
    const char *value = getenv(variables[index]);
    if (value && *value) return variables[index];
  }
  return NULL;
}

int ct_environment_asks_for_utf8(void) {
  const char *variable = ct_locale_variable();
  const char *value = variable ? getenv(variable) : NULL;
  const char *encoding = value ? strchr(value, '.') : NULL;
  return encoding && (strncasecmp(encoding, ".UTF-8", 6) == 0 || strncasecmp(encoding, ".UTF8", 5) == 0);
}

int ct_set_locale(void) {
  setlocale(LC_ALL, "");
  if (!locale_is_utf8() && ct_environment_asks_for_utf8() && !setlocale(LC_CTYPE, "C.UTF-8"))
    setlocale(LC_CTYPE, "en_US.UTF-8");
  // Numbers are read and written with a point everywhere.
  setlocale(LC_NUMERIC, "C");
  return locale_is_utf8();
}

int ct_width_of_glyph(uint32_t glyph) { return wcwidth((wchar_t)glyph); }
