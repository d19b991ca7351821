import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Foreseen, WhatIfOptions } from '../../api/what-if';
import { foresee, readOptions, startWhatIf } from '../../api/what-if';
import { NoRunner } from '../../ui/no-runner';
import { Failed } from '../../ui/states';
import { AnswerFields } from './answer-fields';
import type { Draft } from './draft';
import { bodyOf, emptyDraft } from './draft';
import { RuleFields } from './rule-fields';
import { SessionFields } from './session-fields';

/** Nothing is run before its size and cost were shown. */
export const NewWhatIf = () => {
  const [search] = useSearchParams();
  const [draft, setDraft] = useState<Draft>(() => draftFrom(search));
  const options = useQuery({ queryKey: ['what-if-options'], queryFn: readOptions });
  const navigate = useNavigate();
  const look = useMutation({ mutationFn: async () => foresee(bodyOf(draft)) });
  const run = useMutation({
    mutationFn: async () => startWhatIf(bodyOf(draft)),
    onSuccess: ({ id }) => navigate(`/what-if/${id}`),
  });
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    look.reset();
    run.reset();
  };
  return (
    <form
      className="what-if-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (look.isSuccess) run.mutate();
        else look.mutate();
      }}
    >
      <SessionFields draft={draft} change={change} />
      <RuleFields draft={draft} change={change} />
      <AnswerFields draft={draft} change={change} options={options.data} />
      {options.data?.runners === 0 && <NoRunner />}
      {look.isError && <Failed error={look.error} />}
      {run.isError && <Failed error={run.error} />}
      {look.isSuccess && <Effect foreseen={look.data} options={options.data} />}
      <div className="form-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={look.isPending || run.isPending}
        >
          {look.isSuccess ? 'Run it' : 'Count first'}
        </button>
        <button type="button" className="button" onClick={() => change(emptyDraft)}>
          Start over
        </button>
      </div>
    </form>
  );
};

/** Other pages link here with sessions chosen. */
const draftFrom = (search: URLSearchParams): Draft => {
  const session = search.get('session') ?? '';
  const set = search.get('set') ?? '';
  if (session !== '') return { ...emptyDraft, from: 'session', session };
  if (set !== '') return { ...emptyDraft, from: 'set', set };
  return { ...emptyDraft, q: search.get('q') ?? '', owner: search.get('owner') ?? '' };
};

const Effect = ({
  foreseen: { sessions, answerer, baseline, estimate },
  options,
}: {
  foreseen: Foreseen;
  options: WhatIfOptions | undefined;
}) => (
  <div className="what-if-effect" role="status">
    <strong>
      {sessions.toLocaleString()} {sessions === 1 ? 'session is' : 'sessions are'} decided again.
    </strong>
    <p>{askedOf(answerer, baseline)}</p>
    {estimate !== null && (
      <p>
        About {estimate.answers.toLocaleString()} answers,{' '}
        {estimate.tokens.inputTokens.toLocaleString()} tokens in and{' '}
        {estimate.tokens.outputTokens.toLocaleString()} out: {moneyOf(estimate.cost, options)}.
      </p>
    )}
  </div>
);

const askedOf = (answerer: string | null, baseline: string | null): string => {
  if (answerer === null) return 'Nobody is asked: the rules alone decide, and it costs nothing.';
  const again = baseline === null ? '' : ` The baseline is asked again, too, by ${baseline}.`;
  return `${answerer} answers.${again}`;
};

const moneyOf = (cost: number | null, options: WhatIfOptions | undefined): string =>
  cost === null
    ? 'the settings tell no price'
    : `${(cost / 1e6).toFixed(2)} ${options?.models[0]?.currency ?? ''}`.trim();
