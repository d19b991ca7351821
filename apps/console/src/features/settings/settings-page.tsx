import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { inForceOf } from '../../api/setup';
import { readSettings } from '../../api/workspaces';
import { May } from '../../ui/me';
import { Segments } from '../../ui/segments';
import { Failed, Loading } from '../../ui/states';
import { dayAndTime } from '../../ui/time';
import { History } from './history';
import { RulesForm } from './rules-form';
import { SettingsEditor } from './settings-editor';
import './settings.css';

type How = 'form' | 'json';

const HOWS: readonly (readonly [How, string])[] = [
  ['form', 'Most used'],
  ['json', 'Everything, as JSON'],
];

/** The settings of one workspace: what is in force, a change with its effect shown first, every version before. */
export const SettingsPage = () => {
  const [how, setHow] = useState<How>('form');
  const workspace = useParams()['workspace'] ?? '';
  const settings = useQuery({
    queryKey: ['settings', workspace],
    queryFn: () => readSettings(workspace),
  });
  return (
    <main className="page">
      <nav className="crumbs" aria-label="You are here">
        <Link to="/connections">Connections</Link> <span aria-hidden="true">/</span> {workspace}
      </nav>
      <div className="page-head">
        <h1>Settings of {workspace}</h1>
      </div>
      {settings.isPending && <Loading what="settings" />}
      {settings.isError && <Failed error={settings.error} />}
      {settings.isSuccess && (
        <>
          <p className="lead">
            Version {settings.data.version} is in force, since {dayAndTime(settings.data.change.at)}
            , by {settings.data.change.changedBy}. Secrets are shown by their masks, and stay as
            they are when a mask is saved.
          </p>
          <May role="admin">
            <div className="settings-how">
              <Segments label="Edit as" options={HOWS} chosen={how} choose={setHow} />
            </div>
            {how === 'form' ? (
              <RulesForm
                key={settings.data.version}
                workspace={workspace}
                inForce={inForceOf(settings.data)}
              />
            ) : (
              <SettingsEditor
                key={settings.data.version}
                workspace={workspace}
                settings={settings.data}
              />
            )}
          </May>
          <History workspace={workspace} current={settings.data.version} />
        </>
      )}
    </main>
  );
};
