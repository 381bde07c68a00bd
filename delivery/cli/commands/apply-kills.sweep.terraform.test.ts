import {
  app,
  applyArgs,
  closedGate,
  continuesAfterKill,
  ctl,
  inLocalAws,
  killAll,
  planArgs,
  plannedAgain,
  when,
} from '../../../testing/terraform/rolled-out';

inLocalAws();

test('E after a kill at any point, planning and applying again completes', async () => {
  const gate = closedGate();
  app({ gate });
  expect((await when(planArgs(), 'dev-iam: planning', killAll)).code).toBeNull();
  const { bundle: iam } = await plannedAgain();
  expect((await when(applyArgs(iam), 'dev-iam: initializing', killAll)).code).toBeNull();
  await ctl(...applyArgs(iam));
  await continuesAfterKill(gate);
});
