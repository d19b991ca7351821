import type { Passage } from '@deskstream/port-knowledge';

/** A passage as a step records it: which version of which article, and how well it fitted. */
export const citation = ({ articleId, articleVersion, title, heading, score }: Passage) => ({
  articleId,
  articleVersion,
  title,
  heading,
  score: Number(score.toFixed(4)),
});
