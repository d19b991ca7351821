const STOP = new Set(
  `a about after all also am an and any are as at be because been but by can could did do does doing don for from get
   got had has have hello help hey hi how i if im in into is it its just know like me my need no not of on one or our
   out please s so some t tell than thank thanks that the their them then there they this to too try trying use using
   very want was way we were what when where which while who why will with would you your`.split(
    /\s+/,
  ),
);

/** Lower-case words that carry meaning, crudely stemmed, in order. */
export const meaningfulWords = (text: string): readonly string[] =>
  plainWords(text).filter(isMeaningful).map(stem);

/** Lower-case words as they stand. */
const plainWords = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}.+-]*/gu) ?? []).map((word) =>
    word.replace(/[.+-]+$/, ''),
  );

const isMeaningful = (word: string): boolean => word.length > 1 && !STOP.has(word);

/** Enough for matching a question with a text: plural, past and -ing forms meet their stem. */
const stem = (word: string): string =>
  word.length <= 4
    ? word.replace(/s$/, '')
    : word.replace(/(?:ations?|ings?|ments?|edly|ed|ies|es|s|ly|e|y)$/, '');
