#include <stdlib.h>
#include <string.h>

#include "internal.h"

int ct_set_variable(ct_variable *variable, const char *name, const char *value) {
  const char *before = getenv(name);
  variable->name = NULL;
  variable->before = before ? strdup(before) : NULL;
  if (before && !variable->before) return 0;
  if (setenv(name, value, 1) < 0) {
    free(variable->before);
    return 0;
  }
  variable->name = name;
  return 1;
}

void ct_put_back_variable(ct_variable *variable) {
  if (!variable->name) return;
  if (variable->before) setenv(variable->name, variable->before, 1);
  else unsetenv(variable->name);
  free(variable->before);
  variable->name = NULL;
}
