import { chatPage } from '../../../../lib/drafting/chat-page/chat-page';
import { faultPage, filesPage, loginPage, notAllowedPage, signedOutPage } from '../../../../lib/drafting/chat-page/gate-pages';
import { builtInProfiles } from '../../../../lib/drafting/profiles/profiles';

const TRAP = `</script><img src=x onerror=alert(1)>"'&`;
const page = (changes: Partial<Parameters<typeof chatPage>[0]> = {}) => chatPage({ cityName: '의정부시', staff: { email: 'kim@city.example', name: '김모의' }, profiles: builtInProfiles(), sessionId: 'abc.def', login: '../form/draft-chat-login', ...changes });
const scriptOf = (markup: string) => /<script nonce="[^"]+">([\s\S]*?)<\/script>/.exec(markup)?.[1] ?? '';

it('offers each type as a button of its own with a line about it', () => {
	const { markup } = page();
	for (const { name, description } of builtInProfiles()) {
		expect(markup).toContain(`data-say="${name}"`);
		expect(markup).toContain(`<span>${description}</span>`);
	}
	expect(markup.match(/class="entry"/g)).toHaveLength(10);
});

it('needs nothing from outside, and runs its own script only', () => {
	const { markup, nonce } = page();
	expect(markup).not.toMatch(/https?:\/\/|\ssrc=|@import|url\(|<link|\son\w+=/);
	expect([...markup.matchAll(/<(?:script|style)([^>]*)>/g)].map(([, more]) => more)).toEqual([` nonce="${nonce}"`, ' type="application/json" id="settings"', ` nonce="${nonce}"`]);
	expect(page().nonce).not.toBe(nonce);
});

it('sends a script that is whole, and its settings as data', () => {
	const { markup } = page({ login: TRAP });
	expect(() => new Function(scriptOf(markup))).not.toThrow();
	expect(scriptOf(markup)).toContain('function answerParts');
	expect(scriptOf(markup)).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
	const settings = /id="settings">([\s\S]*?)<\/script>/.exec(markup)?.[1] ?? '';
	expect(JSON.parse(settings)).toMatchObject({ sessionId: 'abc.def', login: TRAP });
});

it('escapes what comes from outside', () => {
	const [first] = builtInProfiles();
	if (!first) throw new Error('no type');
	const pages = [
		page({ cityName: TRAP, staff: { email: TRAP, name: TRAP }, profiles: [{ ...first, name: TRAP, description: TRAP }] }),
		loginPage(TRAP),
		notAllowedPage(TRAP),
		signedOutPage(TRAP),
		faultPage(TRAP, TRAP),
		filesPage(TRAP, ['hwpx']),
	];
	for (const { markup } of pages) expect(markup).not.toMatch(/<img|onerror=alert\(1\)>/);
});

it('has a label for each control', () => {
	const { markup } = page();
	for (const [, id] of markup.matchAll(/<(?:textarea|select|input type="text")[^>]* id="([^"]+)"/g)) expect(markup).toContain(`<label for="${id}"`);
	expect(markup).toContain('lang="ko"');
});
