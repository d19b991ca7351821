/** Longest message of a customer, in UTF-16 code units; the server refuses more and the widget says so before. */
export const MAX_TEXT = 4_000;
