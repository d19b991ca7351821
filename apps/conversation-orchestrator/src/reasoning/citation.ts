import type { Passage } from '@deskstream/port-knowledge';

/** A passage as a step records it: which version of which article, and how well it fitted. */
export const citation = ({
  articleId,
  articleVersion,
  ordinal,
  title,
  heading,
  score,
}: Passage) => ({
  articleId,
  articleVersion,
  ...(ordinal === undefined ? {} : { ordinal }),
  title,
  heading,
  score: Number(score.toFixed(4)),
});
