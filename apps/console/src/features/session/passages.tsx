import type { FoundPassage } from '@deskstream/conversation-read-models';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { ReadPassage } from '../../api/session';
import { readPassages } from '../../api/session';
import { Chip } from '../../ui/chip';
import { useSettled } from '../../ui/use-settled';

interface PassagesProps {
  /** Of the event that recorded them. */
  readonly seq: number;
  readonly passages: readonly FoundPassage[];
}

/** The server is asked once the scrubber rests. */
const RESTED = { quietMs: 250 };

/** What a run found, best first, each as it read then: an article that was edited since says so. */
export const Passages = ({ seq, passages }: PassagesProps) => {
  const session = useParams()['key'] ?? '';
  const rested = useSettled(seq, RESTED) === seq;
  const { data, error } = useQuery({
    queryKey: ['passages', session, seq],
    queryFn: () => readPassages(session, seq),
    staleTime: 30_000,
    enabled: rested,
  });
  if (passages.length === 0)
    return (
      <p className="muted">
        <Chip tone="warning">Nothing matched</Chip>
      </p>
    );
  const read = data?.find((each) => each.seq === seq)?.passages;
  return (
    <>
      {error !== null && (
        <p role="alert">The texts of the passages could not be read: {error.message}</p>
      )}
      <ol className="passages" aria-label="Passages found, best first">
        {passages.map((passage, index) => (
          <PassageItem key={index} passage={passage} read={read?.[index]} />
        ))}
      </ol>
    </>
  );
};

const PassageItem = ({
  passage: { articleId, articleVersion, title, heading, score },
  read,
}: {
  passage: FoundPassage;
  read: ReadPassage | undefined;
}) => (
  <li>
    <p className="passage-head">
      <span>
        {title}
        {heading !== '' && heading !== title && ` › ${heading}`}
      </span>
      <span className="score">
        <span className="visually-hidden">score </span>
        {score.toFixed(2)}
      </span>
    </p>
    <p className="id muted">
      {articleId} {articleVersion.slice(0, 12)}
    </p>
    {read !== undefined && <Text read={read} />}
  </li>
);

const FATES = {
  current: null,
  changed: 'A newer version of this article exists',
  removed: 'This article was removed since',
} as const;

const Text = ({ read: { text, article } }: { read: ReadPassage }) => {
  if (text === null)
    return <p className="muted">The text is not kept: this run is older than numbered passages.</p>;
  const fate = article === null ? null : FATES[article];
  return (
    <>
      {fate !== null && <Chip tone="warning">{fate}</Chip>}
      <details>
        <summary>The passage as it was read</summary>
        <blockquote dir="auto" className="as-read">
          {text}
        </blockquote>
      </details>
    </>
  );
};
