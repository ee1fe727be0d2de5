#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

// Last: it defines macros such as `lines` and `tab`.
#include <term.h>

// Older ones read an entry from files alone, and count pairs in 16 bits.
#if NCURSES_EXT_COLORS >= CT_WIDE_PAIRS_SINCE

/// How a number says its colour: below 256 it is one of the palette, else 65536 red + 256 green + blue.
#define SETTING(digit, bright, sequence)                                                                    \
  "\033[%?%p1%{8}%<%t" digit "%p1%d%e%p1%{16}%<%t" bright "%p1%{8}%-%d%e%p1%{256}%<%t" sequence            \
  ";5;%p1%d%e" sequence ";2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"

static const char setting_foreground[] = SETTING("3", "9", "38");
static const char setting_background[] = SETTING("4", "10", "48");

enum { magic = 01036, most_bytes = 32768, direct_pairs = 0x10000 };

static unsigned char entry[most_bytes];
static unsigned long entry_count;
static int is_too_long;

static void put(const void *bytes, unsigned long count) {
  if (entry_count + count > sizeof entry) {
    is_too_long = 1;
    return;
  }
  memcpy(entry + entry_count, bytes, count);
  entry_count += count;
}

static void put_byte(int value) {
  unsigned char byte = (unsigned char)value;
  put(&byte, 1);
}

static void put_number(long value, int bytes) {
  for (int index = 0; index < bytes; index++) put_byte((int)(value >> (8 * index)) & 0xFF);
}

/// Numbers begin at even places.
static void pad(void) {
  if (entry_count & 1) put_byte(0);
}

static int is_one_of(const char *name, const char *const names[]) {
  for (; *names; names++)
    if (strcmp(name, *names) == 0) return 1;
  return 0;
}

/// A string of the entry that is made; NULL where it has none.
static const char *string_named(const char *name) {
  // No colour is ever redefined, so there is nothing to reset either.
  static const char *const dropped[] = {"initc", "initp", "oc", "scp", "setf", "setb", NULL};
  if (strcmp(name, "setaf") == 0) return setting_foreground;
  if (strcmp(name, "setab") == 0) return setting_background;
  if (is_one_of(name, dropped)) return NULL;
  const char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

static long number_named(const char *name) {
  if (strcmp(name, "colors") == 0) return CT_DIRECT_COLOURS;
  if (strcmp(name, "pairs") == 0) return direct_pairs;
  int value = tigetnum((char *)name);
  return value < 0 ? -1 : value;
}

static int flag_named(const char *name) {
  static const char *const dropped[] = {"ccc", "hls", NULL};
  return !is_one_of(name, dropped) && tigetflag((char *)name) > 0;
}

/// Puts where each string begins, -1 where there is none; returns how many bytes they take together.
static long put_offsets(const char *const names[], int count) {
  long offset = 0;
  for (int index = 0; index < count; index++) {
    const char *value = string_named(names[index]);
    put_number(value ? offset : -1, 2);
    if (value) offset += (long)strlen(value) + 1;
  }
  return offset;
}

static long length_of(const char *const names[], int count) {
  long length = 0;
  for (int index = 0; index < count; index++) {
    const char *value = string_named(names[index]);
    if (value) length += (long)strlen(value) + 1;
  }
  return length;
}

static void put_strings(const char *const names[], int count) {
  for (int index = 0; index < count; index++) {
    const char *value = string_named(names[index]);
    if (value) put(value, strlen(value) + 1);
  }
}

/// What curses itself looks for beyond the names that X/Open has.
static const char *const extended_flags[] = {"AX", "RGB", "XT"};
static const char *const extended_numbers[] = {"U8"};
static const char *const extended_strings[] = {"E3"};

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static void put_extensions(void) {
  const int flag_count = COUNT(extended_flags), string_count = COUNT(extended_strings);
  // A number that is absent would read as one that was cancelled, so it is left out.
  const int number_count = number_named(extended_numbers[0]) < 0 ? 0 : COUNT(extended_numbers);
  const int name_count = flag_count + number_count + string_count;
  long length = length_of(extended_strings, string_count);
  int present = 0;
  for (int index = 0; index < string_count; index++) present += string_named(extended_strings[index]) != NULL;
  const char *names[COUNT(extended_flags) + COUNT(extended_numbers) + COUNT(extended_strings)];
  int next = 0;
  for (int index = 0; index < flag_count; index++) names[next++] = extended_flags[index];
  for (int index = 0; index < number_count; index++) names[next++] = extended_numbers[index];
  for (int index = 0; index < string_count; index++) names[next++] = extended_strings[index];
  long names_length = 0;
  for (int index = 0; index < name_count; index++) names_length += (long)strlen(names[index]) + 1;

  pad();
  put_number(flag_count, 2);
  put_number(number_count, 2);
  put_number(string_count, 2);
  put_number(present + name_count, 2);
  put_number(length + names_length, 2);
  for (int index = 0; index < flag_count; index++)
    put_byte(strcmp(extended_flags[index], "RGB") == 0 || flag_named(extended_flags[index]));
  pad();
  for (int index = 0; index < number_count; index++) put_number(number_named(extended_numbers[index]), 4);
  put_offsets(extended_strings, string_count);
  long offset = 0;
  for (int index = 0; index < name_count; index++) {
    put_number(offset, 2);
    offset += (long)strlen(names[index]) + 1;
  }
  put_strings(extended_strings, string_count);
  for (int index = 0; index < name_count; index++) put(names[index], strlen(names[index]) + 1);
}

static int count_of(const char *const names[]) {
  int count = 0;
  while (names[count]) count++;
  return count;
}

/// Makes a compiled entry, in the form whose numbers have 32 bits, of what setupterm read. See term(5).
static int make_entry(const char *type) {
  const char *const *flags = (const char *const *)boolnames;
  const char *const *numbers = (const char *const *)numnames;
  const char *const *strings = (const char *const *)strnames;
  const int flag_count = count_of(flags), number_count = count_of(numbers), string_count = count_of(strings);
  static const char description[] = "|with direct colours";
  entry_count = 0;
  is_too_long = 0;
  put_number(magic, 2);
  put_number((long)(strlen(type) + sizeof description), 2);
  put_number(flag_count, 2);
  put_number(number_count, 2);
  put_number(string_count, 2);
  put_number(length_of(strings, string_count), 2);
  put(type, strlen(type));
  put(description, sizeof description);
  for (int index = 0; index < flag_count; index++) put_byte(flag_named(flags[index]));
  pad();
  for (int index = 0; index < number_count; index++) put_number(number_named(numbers[index]), 4);
  // Places in the table of strings have 16 bits.
  if (put_offsets(strings, string_count) > 0x7FFF) return 0;
  put_strings(strings, string_count);
  put_extensions();
  return !is_too_long;
}

char *ct_direct_entry(const char *type) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *setting = tigetstr("setaf");
  // The palette has to be set as everywhere else, by CSI.
  if (tigetnum("colors") < 256 || !setting || setting == (char *)-1) return NULL;
  if (strncmp(setting, "\033[", 2) != 0 || strchr(type, '|') || !make_entry(type)) return NULL;
  char *text = malloc(4 + 4 * ((entry_count + 2) / 3) + 1), *end = text;
  if (!text) return NULL;
  memcpy(end, "b64:", 4);
  end += 4;
  for (unsigned long index = 0; index < entry_count; index += 3) {
    unsigned long left = entry_count - index;
    unsigned bits = (unsigned)entry[index] << 16;
    if (left > 1) bits |= (unsigned)entry[index + 1] << 8;
    if (left > 2) bits |= entry[index + 2];
    *end++ = digits[bits >> 18];
    *end++ = digits[bits >> 12 & 63];
    *end++ = left > 1 ? digits[bits >> 6 & 63] : '=';
    *end++ = left > 2 ? digits[bits & 63] : '=';
  }
  *end = 0;
  return text;
}

#else

char *ct_direct_entry(const char *type) {
  (void)type;
  return NULL;
}

#endif

int ct_offer_direct_colours(ct_variable *variable) {
  const char *type = getenv("TERM");
  char *text = type ? ct_direct_entry(type) : NULL;
  if (!text) return 0;
  int is_offered = ct_set_variable(variable, "TERMINFO", text);
  free(text);
  return is_offered;
}

char *ct_direct_entry_of_type(const char *type) {
  if (!ct_read_entry(type)) return NULL;
  char *entry = ct_direct_entry(type);
  ct_drop_entry();
  return entry;
}
