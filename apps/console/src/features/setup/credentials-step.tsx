import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskDirectory, StoredConnection } from '../../api/setup';
import { lookAtDesk } from '../../api/setup';
import type { ConnectionCheck } from '../../api/workspaces';
import { ApiError } from '../../api/client';
import { Failed } from '../../ui/states';
import { CheckLine } from '../../ui/check-line';
import { FormField } from '../../ui/form-field';
import { guessedBase, webhookUrlOf } from './webhook-url';
import { NOT_CHOSEN } from './steps';
import { useSaveConnection } from './use-setup';
import type { CredentialText, VendorText } from './vendors';
import type { StepProps } from './wizard-page';

interface Typed {
  readonly apiBaseUrl: string;
  readonly accessToken: string;
  readonly secret: string;
}

/** The token is tried before anything is kept: what it tells of the account is filled in. */
export const CredentialsStep = ({ workspace, text, inForce, known, next }: StepProps) => {
  const { connection } = known;
  const [typed, setTyped] = useState<Typed>(() => initially(text, connection, workspace));
  const save = useSaveConnection(workspace, inForce);
  const submit = useMutation({
    mutationFn: async (): Promise<ConnectionCheck | null> => {
      const told = await lookWith(workspace, text, typed);
      if (told?.kind === 'refused') return told.check;
      const url = webhookUrlOf(await guessedBase(), text.vendor, workspace);
      const made = connectionWith({ text, connection, url }, typed, told);
      await save.mutateAsync({ connection: made, reason: `setup: credentials of ${text.name}` });
      next();
      return null;
    },
  });
  const problems = submit.error instanceof ApiError ? submit.error.problems : [];
  const field = (name: keyof Typed, of: readonly string[]) => ({
    value: typed[name],
    onChange: ({ target }: { target: { value: string } }) => {
      setTyped({ ...typed, [name]: target.value });
      submit.reset();
    },
    problem: problemWith(problems, of),
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        submit.mutate();
      }}
    >
      <FormField
        label={text.api.label}
        help={text.api.where}
        type="url"
        required
        {...field('apiBaseUrl', ['apiBaseUrl'])}
      />
      <Secret
        text={text}
        of={text.token}
        mask={connection?.accessToken}
        {...field('accessToken', ['accessToken'])}
      />
      <Secret
        text={text}
        of={text.secret}
        mask={connection?.signingSecrets.join(', ')}
        {...field('secret', ['signingSecrets'])}
      />
      {submit.data != null && (
        <ul role="alert" className="check-list">
          <CheckLine check={submit.data} />
        </ul>
      )}
      {submit.isError && <Failed error={submit.error} />}
      <div className="form-actions">
        <button type="submit" className="button button-primary" disabled={submit.isPending}>
          {submit.isPending ? `Asking ${text.name} …` : 'Save and check'}
        </button>
      </div>
    </form>
  );
};

/** Written, and never shown again: what is in use is told by its mask. */
const Secret = ({
  text,
  of,
  mask,
  ...field
}: {
  text: VendorText;
  of: CredentialText;
  mask: string | undefined;
  value: string;
  problem: string | undefined;
  onChange: (event: { target: { value: string } }) => void;
}) => (
  <FormField
    label={of.label}
    help={<Kept mask={mask} where={of.where} />}
    required={mask === undefined}
    type={text.ownSecrets ? 'text' : 'password'}
    {...field}
  />
);

const Kept = ({ mask, where }: { mask: string | undefined; where: string }) => (
  <>
    {mask !== undefined && `In use: ${mask}. Leave it empty to keep it. `}
    {where}
  </>
);

const initially = (
  { api, ownSecrets }: VendorText,
  connection: StoredConnection | null,
  workspace: string,
): Typed => {
  const made = () =>
    ownSecrets === undefined || connection !== null
      ? ''
      : crypto.getRandomValues(new Uint32Array(6)).join('-');
  const { protocol, hostname } = window.location;
  const usual = api.usual || `${protocol}//${hostname}:4030/api/${workspace}`;
  return {
    apiBaseUrl: connection?.apiBaseUrl ?? usual,
    accessToken: made(),
    secret: made(),
  };
};

/** `null`: this help desk has nothing to tell. */
const lookWith = async (
  workspace: string,
  { vendor }: VendorText,
  { apiBaseUrl, accessToken }: Typed,
): Promise<DeskDirectory | null> => {
  const token = accessToken.trim();
  try {
    return await lookAtDesk(workspace, vendor, {
      apiBaseUrl: apiBaseUrl.trim(),
      ...(token === '' ? {} : { accessToken: token }),
    });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
};

interface Before {
  readonly text: VendorText;
  readonly connection: StoredConnection | null;
  readonly url: string;
}

const connectionWith = (
  { text, connection, url }: Before,
  { apiBaseUrl, accessToken, secret }: Typed,
  told: DeskDirectory | null,
): object => ({
  publicWebhookUrl: url,
  aiTeammateId: NOT_CHOSEN,
  rules: { enabled: false },
  ...connection,
  ...(told?.kind === 'read' ? told.account : {}),
  vendor: text.vendor,
  apiBaseUrl: apiBaseUrl.trim(),
  ...(accessToken.trim() === '' ? {} : { accessToken: accessToken.trim() }),
  ...(secret.trim() === '' ? {} : { signingSecrets: [secret.trim()] }),
});

const problemWith = (
  problems: ApiError['problems'],
  names: readonly string[],
): string | undefined => {
  const found = problems.find(({ field }) => names.some((name) => field.includes(`.${name}`)));
  return found === undefined ? undefined : `Expected ${found.expected}, found ${found.found}.`;
};
