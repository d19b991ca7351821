/** What every rendered environment must keep, one rule per line of the table; returns sentences. */
export const problemsOf = (objects) => [
  ...objects
    .filter(isWorkload)
    .flatMap((one) => [
      ...POD_RULES.filter(([, holds]) => !holds(one.spec.template.spec)).map(
        ([rule]) => `${nameOf(one)}: ${rule}`,
      ),
      ...one.spec.template.spec.containers.flatMap((container) =>
        CONTAINER_RULES.filter(([, holds]) => !holds(container)).map(
          ([rule]) => `${nameOf(one)}: ${rule}`,
        ),
      ),
      ...companions(one, objects),
    ]),
  ...danglingReferences(objects),
  ...openConsoles(objects),
  ...sharedSecrets(objects),
  ...(objects.some(isDefaultDeny) ? [] : ['no NetworkPolicy denies everything by default']),
];

const isWorkload = ({ kind }) => kind === 'Deployment' || kind === 'StatefulSet';
const nameOf = ({ kind, metadata }) => `${kind} ${metadata.name}`;

const POD_RULES = [
  ['must run as non-root', (pod) => pod.securityContext?.runAsNonRoot === true],
  [
    'must use the runtime default seccomp profile',
    (pod) => pod.securityContext?.seccompProfile?.type === 'RuntimeDefault',
  ],
  ['must not mount a service account token', (pod) => pod.automountServiceAccountToken === false],
  // Else a Service named web-chat sets WEB_CHAT_PORT=tcp://… in every pod.
  ['must not get variables of Services', (pod) => pod.enableServiceLinks === false],
  ['must name its service account', (pod) => Boolean(pod.serviceAccountName)],
  ['must have 30 s of grace', (pod) => pod.terminationGracePeriodSeconds >= 30],
  ['must spread over nodes', (pod) => pod.topologySpreadConstraints?.length > 0],
];

const CONTAINER_RULES = [
  ...['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => [
    `must have a ${probe}`,
    (c) => Boolean(c[probe]),
  ]),
  [
    'liveness and readiness must differ',
    (c) => c.livenessProbe?.httpGet?.path !== c.readinessProbe?.httpGet?.path,
  ],
  [
    'must request CPU and memory',
    (c) => Boolean(c.resources?.requests?.cpu && c.resources.requests.memory),
  ],
  ['must limit memory', (c) => Boolean(c.resources?.limits?.memory)],
  ['must not escalate privileges', (c) => c.securityContext?.allowPrivilegeEscalation === false],
  ['must have a read-only root', (c) => c.securityContext?.readOnlyRootFilesystem === true],
  [
    'must drop all capabilities',
    (c) => c.securityContext?.capabilities?.drop?.includes('ALL') === true,
  ],
  ['must pin its image', (c) => /:(?!latest$)[\w.-]+$/.test(c.image)],
];

const companions = (workload, objects) =>
  [
    ['PodDisruptionBudget', (o) => o.spec.selector.matchLabels],
    ['NetworkPolicy', (o) => o.spec.podSelector.matchLabels],
    ['Service', (o) => o.spec.selector],
  ]
    .filter(
      ([kind, labelsOf]) => !objects.some((o) => o.kind === kind && selects(labelsOf(o), workload)),
    )
    .map(([kind]) => `${nameOf(workload)}: no ${kind} selects it`);

const selects = (labels, { spec }) => {
  const wanted = Object.entries(labels ?? {});
  return (
    wanted.length > 0 &&
    wanted.every(([name, value]) => spec.template.metadata.labels[name] === value)
  );
};

/** Probes name ports that exist; service accounts and config maps are there. Secrets may come from outside. */
const danglingReferences = (objects) =>
  objects.filter(isWorkload).flatMap((one) => {
    const pod = one.spec.template.spec;
    const missing = (kind, name) =>
      objects.some((o) => o.kind === kind && o.metadata.name === name)
        ? []
        : [`${nameOf(one)}: ${kind} ${name} is missing`];
    return [
      ...missing('ServiceAccount', pod.serviceAccountName),
      ...pod.containers.flatMap((c) => [
        ...(c.envFrom ?? []).flatMap(({ configMapRef }) =>
          configMapRef ? missing('ConfigMap', configMapRef.name) : [],
        ),
        ...['startupProbe', 'livenessProbe', 'readinessProbe']
          .filter(
            (probe) => c[probe] && !c.ports?.some(({ name }) => name === c[probe].httpGet?.port),
          )
          .map((probe) => `${nameOf(one)}: ${probe} asks a port that is not there`),
      ]),
    ];
  });

/** Nobody but those with an account uses a console that others can reach. */
const openConsoles = (objects) => [
  ...objects
    .filter(({ kind, data }) => kind === 'ConfigMap' && data?.ACCESS !== undefined)
    .filter(({ data }) => data.ACCESS !== 'accounts')
    .map((one) => `${nameOf(one)}: ACCESS must be accounts`),
  ...objects
    .filter(isWorkload)
    .filter((one) => containersOf(one).some(({ env = [] }) => env.some(isOpen)))
    .map((one) => `${nameOf(one)}: ACCESS must be accounts`),
];

const isOpen = ({ name, value }) => name === 'ACCESS' && value !== 'accounts';

const containersOf = ({ spec }) => spec.template.spec.containers;

/** Passwords of people and the provider's secret are for the console alone. */
const sharedSecrets = (objects) => [
  ...objects
    .filter(isWorkload)
    .filter(({ metadata }) => metadata.name !== 'audit')
    .filter((one) => containersOf(one).some(({ envFrom = [] }) => envFrom.some(isOfAccess)))
    .map((one) => `${nameOf(one)}: the Secret ${ACCESS_SECRET} is for audit alone`),
  ...objects
    .filter(({ kind, metadata }) => kind === 'Secret' && !metadata.name.startsWith(ACCESS_SECRET))
    .filter(({ data = {}, stringData = {} }) =>
      Object.keys({ ...data, ...stringData }).some((name) => OF_ACCESS.test(name)),
    )
    .map((one) => `${nameOf(one)}: who is let in belongs into the Secret ${ACCESS_SECRET}`),
];

const ACCESS_SECRET = 'deskstream-access';
const OF_ACCESS = /^(FIRST_ADMIN_|OIDC_)/;

const isOfAccess = ({ secretRef }) => secretRef?.name?.startsWith(ACCESS_SECRET) === true;

const isDefaultDeny = ({ kind, spec }) =>
  kind === 'NetworkPolicy' &&
  Object.keys(spec.podSelector).length === 0 &&
  spec.policyTypes.length === 2 &&
  !spec.ingress &&
  !spec.egress;
