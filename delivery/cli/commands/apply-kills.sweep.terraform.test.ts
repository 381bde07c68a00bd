import { rmSync } from 'node:fs';

import {
  app,
  applyArgs,
  closedGate,
  ctl,
  inLocalAws,
  killAll,
  locks,
  planArgs,
  planned,
  plannedAgain,
  when,
  whenLocked,
} from '../../../testing/terraform/rolled-out';

inLocalAws();

test('E after a kill at any point, planning and applying again completes', async () => {
  const gate = closedGate();
  app({ gate });
  expect((await when(planArgs(), 'dev-iam: planning', killAll)).code).toBeNull();
  const { bundle: iam } = await plannedAgain();
  expect((await when(applyArgs(iam), 'dev-iam: initializing', killAll)).code).toBeNull();
  await ctl(...applyArgs(iam));
  const backup = await planned();
  const killed = await whenLocked(applyArgs(backup), killAll);
  expect(killed.code).toBeNull();
  const { bundle: rest, refusal } = await plannedAgain();
  expect(refusal).toMatch(/dev-backup is locked by \S+ \(apply\) for \d+ \w+, since /);
  rmSync(gate);

  const last = await ctl(...applyArgs(rest));
  expect(last.stdout).toMatch(/dev-iam +unchanged\ndev-backup +applied\n/);
  expect(await locks()).toEqual([]);
});
