import type { PlaceDiagnosis } from '@deskstream/conversation-why';
import { Symptom } from '../why/symptom';

/** Articles that are not imported, and what to do; nothing where all is well. */
export const KnowledgeTrouble = ({
  workspace,
  wrong,
}: {
  workspace: string;
  wrong: readonly PlaceDiagnosis[];
}) =>
  wrong.length === 0 ? null : (
    <section className="connection knowledge-trouble" aria-label={`Knowledge of ${workspace}`}>
      {wrong.map((diagnosis) => (
        <Symptom key={diagnosis.symptom} diagnosis={diagnosis} heading="h3" />
      ))}
    </section>
  );
