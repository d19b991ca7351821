import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { InForce } from '../../api/setup';
import { Chip } from '../../ui/chip';
import { Empty, Failed, Loading } from '../../ui/states';
import { ChecksStep } from './checks-step';
import { CredentialsStep } from './credentials-step';
import { ModeStep } from './mode-step';
import './setup.css';
import type { Known, Step, StepName } from './steps';
import { firstOpen, nextOf, stepsOf } from './steps';
import { TeammateStep } from './teammate-step';
import { TestStep } from './test-step';
import type { Test } from './use-setup';
import { useSetup } from './use-setup';
import type { VendorText } from './vendors';
import { vendorText } from './vendors';
import { WebhooksStep } from './webhooks-step';

/** What every step is given. */
export interface StepProps {
  readonly workspace: string;
  readonly text: VendorText;
  readonly inForce: InForce;
  readonly known: Known;
  readonly test: Test | null;
  /** Goes on to the next step. */
  next(): void;
}

const BODIES: Readonly<Record<StepName, (props: StepProps) => ReactNode>> = {
  credentials: (props) => <CredentialsStep {...props} />,
  checks: (props) => <ChecksStep {...props} />,
  webhooks: (props) => <WebhooksStep {...props} />,
  teammate: (props) => <TeammateStep {...props} />,
  mode: (props) => <ModeStep {...props} />,
  test: (props) => <TestStep {...props} />,
};

/** From nothing to a first answered message; what is done is read from the server, so one can leave and come back. */
export const WizardPage = () => {
  const { workspace = '', vendor = '' } = useParams();
  const text = vendorText(vendor);
  return (
    <main className="page">
      <nav className="crumbs" aria-label="You are here">
        <Link to="/setup">Setup</Link> <span aria-hidden="true">/</span> {workspace}
      </nav>
      {text === null ? (
        <Empty title="There is no such help desk.">Choose one from the setup page.</Empty>
      ) : (
        <Wizard workspace={workspace} text={text} />
      )}
    </main>
  );
};

const Wizard = ({ workspace, text }: { workspace: string; text: VendorText }) => {
  const { settings, known, test } = useSetup(workspace, text.vendor);
  const [query, setQuery] = useSearchParams();
  const heads = useRef(new Map<StepName, HTMLButtonElement>());
  const wanted = useRef<StepName | null>(null);
  const steps = stepsOf(text, known);
  const open = steps.find(({ name }) => name === query.get('step'))?.name ?? firstOpen(steps);
  useEffect(() => {
    if (wanted.current === null || open !== wanted.current) return;
    heads.current.get(open)?.focus();
    wanted.current = null;
  }, [open]);
  const show = (name: StepName | '', focus = false) => {
    wanted.current = focus && name !== '' ? name : null;
    setQuery(name === '' ? { step: 'none' } : { step: name }, { replace: true });
  };
  if (settings.isPending) return <Loading what="settings" />;
  if (settings.isError) return <Failed error={settings.error} />;
  const given = { workspace, text, inForce: settings.data, known, test };
  const shown = query.get('step') === 'none' ? null : open;
  return (
    <>
      <div className="page-head">
        <h1>
          Connect {text.name} to {workspace}
        </h1>
        {steps.every(({ done }) => done) && <Chip tone="good">connected</Chip>}
      </div>
      <ol className="wizard">
        {steps.map((step, index) => (
          <li key={step.name} className={step.name === shown ? 'step step-open' : 'step'}>
            <StepHead
              step={step}
              number={index + 1}
              open={step.name === shown}
              toggle={() => show(step.name === shown ? '' : step.name)}
              keep={(head) => {
                if (head !== null) heads.current.set(step.name, head);
              }}
            />
            {step.name === shown && (
              <div className="step-body" id={`step-${step.name}`}>
                {BODIES[step.name]({ ...given, next: () => show(nextOf(steps, step.name), true) })}
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
};

const StepHead = ({
  step: { name, title, done },
  number,
  open,
  toggle,
  keep,
}: {
  step: Step;
  number: number;
  open: boolean;
  toggle: () => void;
  keep: (head: HTMLButtonElement | null) => void;
}) => (
  <h2 className="step-head">
    <button
      type="button"
      ref={keep}
      aria-expanded={open}
      aria-controls={open ? `step-${name}` : undefined}
      onClick={toggle}
    >
      <span className={done ? 'step-number step-done' : 'step-number'} aria-hidden="true">
        {done ? '✓' : number}
      </span>
      {title}
      <span className="visually-hidden">{done ? ', done' : ', to do'}</span>
    </button>
  </h2>
);
