import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConnectionCheck } from '../../api/workspaces';
import { verifyNow } from '../../api/workspaces';
import { Failed } from '../../ui/states';
import { dayAndTime } from '../../ui/time';
import { CheckLine } from '../../ui/check-line';
import { failuresOf, waitingFor } from './steps';
import type { StepProps } from './wizard-page';

/** Named checks, each with what to do; those that cannot be good yet wait for their step. */
export const ChecksStep = (props: StepProps) => {
  const { text, known, next } = props;
  if (known.connection === null) return <p className="muted">Enter the credentials first.</p>;
  const { verification = null } = known.health ?? {};
  const failures = failuresOf(text, known);
  const isGood = verification !== null && failures.length === 0;
  return (
    <>
      <Checks {...props} checks={verification?.checks ?? []} />
      {verification !== null && <Told at={verification.at} good={isGood} />}
      <div className="form-actions">
        <button type="button" className="button button-primary" disabled={!isGood} onClick={next}>
          Continue
        </button>
        <CheckAgain {...props} />
      </div>
    </>
  );
};

const Told = ({ at, good }: { at: number; good: boolean }) => (
  <p className="muted">
    Checked {dayAndTime(at)}.{' '}
    {good ? 'Nothing stands in the way.' : 'Mend what is bad, then check again.'}
  </p>
);

const Checks = ({ text, known, checks }: StepProps & { checks: readonly ConnectionCheck[] }) => (
  <ul className="check-list" aria-live="polite">
    {checks
      .filter((check) => waitingFor(text, known, check) === null)
      .map((check) => (
        <CheckLine key={check.name} check={check} />
      ))}
    {checks
      .filter((check) => waitingFor(text, known, check) !== null)
      .map(({ name }) => (
        <li key={name} className="muted">
          {name}: checked again in its step below.
        </li>
      ))}
  </ul>
);

const CheckAgain = ({ workspace, text }: StepProps) => {
  const client = useQueryClient();
  const verify = useMutation({
    mutationFn: () => verifyNow(workspace, text.vendor, 'Set-up'),
    onSettled: () => client.invalidateQueries({ queryKey: ['connection', workspace] }),
  });
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={verify.isPending}
        onClick={() => verify.mutate()}
      >
        {verify.isPending ? 'Checking …' : 'Check again'}
      </button>
      {verify.isError && <Failed error={verify.error} />}
    </>
  );
};
