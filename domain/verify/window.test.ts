import { compareWindow, type FoundWindow } from './window';

const WINDOW = { region: 'ap-northeast-1', name: 'mw-ssm-backup', folder: 'cdktf.out/stacks/dev-ssm-backup' };
const one: FoundWindow = { id: 'mw-1', enabled: true };
const two: FoundWindow = { id: 'mw-2', enabled: true };
const off: FoundWindow = { id: 'mw-3', enabled: false };

test('N9 two enabled windows of one name differ: both back up every instance', () => {
  expect(compareWindow(WINDOW, [one, off, two])).toEqual({
    region: 'ap-northeast-1',
    subject: 'maintenance window mw-ssm-backup',
    setting: 'window',
    expected: 'exists',
    found: '2 windows of this name: mw-1, mw-2',
    state: 'different',
    remedy: `→ delete every window that Terraform does not know: an apply that was killed left it, or someone created it manually, and its task backs up every instance again. Terraform prints nothing for its ID:
    terraform -chdir=cdktf.out/stacks/dev-ssm-backup init -input=false
    terraform -chdir=cdktf.out/stacks/dev-ssm-backup state list -id=mw-1
    terraform -chdir=cdktf.out/stacks/dev-ssm-backup state list -id=mw-2
  Then, with its ID:
    aws ssm delete-maintenance-window --region ap-northeast-1 --window-id ID`,
  });
});

test.each([
  ['one window is as configured', [one], 'exists', 'same'],
  ['a disabled window starts nothing', [off, one], 'exists', 'same'],
  ['the only window is disabled', [off], 'disabled', 'different'],
  ['there is no window', [], 'none', 'different'],
])('N9 %s', (_, windows, found, state) => {
  const compared = compareWindow(WINDOW, windows);
  expect(compared).toMatchObject({ expected: 'exists', found, state });
  expect(compared).not.toHaveProperty('remedy');
});
