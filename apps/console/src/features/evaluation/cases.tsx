import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { EvaluationSet, PlayedCase } from '../../api/evaluation';
import { removeCase } from '../../api/evaluation';
import { Chip } from '../../ui/chip';
import { Failed } from '../../ui/states';

type Case = EvaluationSet['cases'][number];

const WISHES = { answer: 'answer', handoff: 'hand off', quiet: 'stay quiet', suggest: 'suggest' };

/** Each case with what came of it the last time. */
export const Cases = ({ set, results }: { set: EvaluationSet; results: readonly PlayedCase[] }) => {
  const byId = new Map(results.map((result) => [result.id, result]));
  return (
    <ul className="cases">
      {set.cases.map((each) => (
        <CaseItem key={each.id} set={set.name} item={each} result={byId.get(each.id)} />
      ))}
    </ul>
  );
};

const CaseItem = ({
  set,
  item,
  result,
}: {
  set: string;
  item: Case;
  result: PlayedCase | undefined;
}) => {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeCase(set, item.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['evaluation-set', set] }),
  });
  return (
    <li>
      <details>
        <summary>
          <Verdict result={result} />
          <strong>{item.id}</strong>
          <span>{questionOf(item)}</span>
          <small>should {WISHES[item.expect]}</small>
        </summary>
        <Asserted item={item} />
        {result !== undefined && <Came result={result} />}
        {remove.isError && <Failed error={remove.error} />}
        <div className="case-acts">
          <Link to={`/sessions/${encodeURIComponent(item.session)}`}>Open the session</Link>
          <button
            type="button"
            className="quiet"
            disabled={remove.isPending}
            onClick={() => remove.mutate()}
          >
            Take out of the set
          </button>
        </div>
      </details>
    </li>
  );
};

const Verdict = ({ result }: { result: PlayedCase | undefined }) => {
  if (result === undefined) return <Chip>not played</Chip>;
  return result.failures.length === 0 ? (
    <Chip tone="good">passes</Chip>
  ) : (
    <Chip tone="bad">fails</Chip>
  );
};

const questionOf = ({ given }: Case): string => {
  const asked = given.findLast(({ type }) => type === 'CustomerWrote');
  return asked !== undefined && 'text' in asked.data ? asked.data.text : '';
};

const Asserted = ({ item: { cite = [], mustSay = [], mustNotSay = [], note } }: { item: Case }) => (
  <dl className="case-facts">
    {[
      ['Must cite', cite.join(' or ')],
      ['Must say', mustSay.join(', ')],
      ['Must not say', mustNotSay.join(', ')],
      ['Note', note ?? ''],
    ].map(([what, value]) =>
      value === '' ? null : (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ),
    )}
  </dl>
);

const Came = ({ result: { found, reply, sources, failures } }: { result: PlayedCase }) => (
  <>
    <dl className="case-facts">
      <div>
        <dt>Came of it</dt>
        <dd>{found}</dd>
      </div>
      {reply !== '' && (
        <div>
          <dt>Said</dt>
          <dd>{reply}</dd>
        </div>
      )}
      {sources.length > 0 && (
        <div>
          <dt>Cites</dt>
          <dd>{sources.join(', ')}</dd>
        </div>
      )}
    </dl>
    {failures.map(({ what, expected, found: was }) => (
      <p key={`${what} ${expected}`} className="case-failure">
        {what}: expected {expected || 'not to say it'}, found {was || 'nothing'}
      </p>
    ))}
  </>
);
