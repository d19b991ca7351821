import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Diagnosis } from '../../api/session';
import { readWhy } from '../../api/session';
import { Failed, Loading } from '../../ui/states';
import { Symptom } from '../why/symptom';
import type { View } from './use-view';

/** What went wrong, checked by the machine in the order in which a person would ask; cause and fix first. */
export const WhyPanel = ({
  session,
  last,
  view,
}: {
  session: string;
  last: number;
  view: View;
}) => {
  const [chosen, choose] = useSymptom();
  const why = useQuery({
    queryKey: ['why', session, last],
    queryFn: () => readWhy(session),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  if (why.isPending) return <Loading what="diagnosis" />;
  if (why.isError) return <Failed error={why.error} />;
  const shown = shownOf(why.data, chosen);
  return (
    <>
      <SymptomChoice all={why.data} chosen={chosen} choose={choose} />
      {chosen === '' && !shown.some(({ present }) => present) && (
        <p className="calm">
          <strong>Nothing is wrong</strong> that Deskstream knows of.
          {shown.length > 0 && ' If something is missing all the same, one of these may be why:'}
        </p>
      )}
      {shown.map((diagnosis) => (
        <Symptom
          key={diagnosis.symptom}
          diagnosis={diagnosis}
          show={(seq) => view.show({ chosen: seq, panel: 'event' })}
        />
      ))}
    </>
  );
};

/** What the session shows; where that is nothing, what may be. */
const shownOf = (all: readonly Diagnosis[], chosen: string): readonly Diagnosis[] => {
  if (chosen !== '') return all.filter(({ symptom }) => symptom === chosen);
  const present = all.filter((each) => each.present);
  return present.length > 0 ? present : all.filter(({ possible }) => possible);
};

/** In the URL, as the rest of the view is. */
const useSymptom = (): readonly [string, (symptom: string) => void] => {
  const [search, setSearch] = useSearchParams();
  const choose = (symptom: string) =>
    setSearch(
      (params) => {
        if (symptom === '') params.delete('symptom');
        else params.set('symptom', symptom);
        return params;
      },
      { replace: true },
    );
  return [search.get('symptom') ?? '', choose];
};

/** What somebody sees go wrong, though the session alone does not show it. */
const SymptomChoice = ({
  all,
  chosen,
  choose,
}: {
  all: readonly Diagnosis[];
  chosen: string;
  choose: (symptom: string) => void;
}) => (
  <label className="why-choice">
    What went wrong?
    <select value={chosen} onChange={({ target }) => choose(target.value)}>
      <option value="">What this session shows</option>
      {[...all]
        .sort((one, other) => one.title.localeCompare(other.title))
        .map(({ symptom, title }) => (
          <option key={symptom} value={symptom}>
            {title}
          </option>
        ))}
    </select>
  </label>
);
