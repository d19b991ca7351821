import type { Article } from '@deskstream/port-knowledge';
import { normalise } from './normalise';

/** What an answer may not invent: addresses, numbers, menu paths, names written with capitals. */
const CHECKABLE = [
  /\b(?:https?:\/\/|www\.)\S+|\S+@\S+\.\w+/g,
  /\b\d[\d.,:]*\b/g,
  /[\p{L}][\p{L} ]*(?: > [\p{L}][\p{L} ]*)+/gu,
  /(?<=[\p{Ll},] )\p{Lu}[\p{L}\d-]+/gu,
];

/** At least one article is cited, and whatever is checkable stands in the cited ones. */
export const isGrounded = (answer: string, cited: readonly Article[]): boolean => {
  const known = normalise(cited.map(({ title, markdown }) => `${title}\n${markdown}`).join('\n'));
  const told = answer.replace(/\n\nFrom our help center:[^]*$/, '');
  return (
    cited.length > 0 &&
    CHECKABLE.flatMap((pattern) => told.match(pattern) ?? []).every((each) =>
      known.includes(normalise(each.replace(/[.,;:!?)]+$/, '')).trim()),
    )
  );
};
