import type { Locator, Page } from 'playwright-core';
import type { N8nHost } from '../n8n/host.mts';

const byTestId = (id: string): string => `[data-test-id="${id}"]`;

/** The editor of n8n 2.41 as a power user handles it: canvas, panels, the button that runs the flow. */
export class Editor {
	readonly page: Page;
	readonly #n8n: Pick<N8nHost, 'url' | 'owner'>;

	constructor(page: Page, n8n: Pick<N8nHost, 'url' | 'owner'>) {
		this.page = page;
		this.#n8n = n8n;
	}

	/** Signs in through the login page. */
	async signIn(): Promise<void> {
		await this.page.goto(`${this.#n8n.url}/signin`);
		await this.page.locator('input[name="emailOrLdapLoginId"], input[type="email"]').first().fill(this.#n8n.owner.email);
		await this.page.locator('input[type="password"]').fill(this.#n8n.owner.password);
		await this.testId('form-submit-button').click();
		await this.page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	}

	/** Opens a workflow and fits it to the window. */
	async open(workflowId: string): Promise<void> {
		await this.page.goto(`${this.#n8n.url}/workflow/${workflowId}`);
		await this.testId('canvas-node').first().waitFor();
		await this.fit();
	}

	async fit(): Promise<void> {
		await this.testId('zoom-to-fit').click();
		await this.page.waitForTimeout(1_000);
		await this.page.mouse.move(800, 890);
	}

	testId(id: string): Locator {
		return this.page.locator(byTestId(id));
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`${byTestId('canvas-node')}[data-node-name="${name}"]`);
	}

	/** Opens a node's panel by double click and returns the panel. */
	async openPanel(name: string): Promise<Locator> {
		await this.node(name).dblclick({ position: { x: 20, y: 20 } });
		const panel = this.testId('ndv');
		await panel.waitFor();
		await this.testId('node-parameters').waitFor();
		return panel;
	}

	/** Leaves the panel; n8n then saves what was changed by itself. */
	async closePanel(): Promise<void> {
		await this.testId('ndv-close-button').click();
		await this.testId('ndv').waitFor({ state: 'hidden' });
	}

	/** The input of a parameter in the open panel, by its path such as `phone` or `assignments.assignments.0.value`. */
	field(path: string): Locator {
		return this.testId('ndv').locator(`[data-parameter-path="parameters.${path}"]`);
	}

	/** Picks an option of a drop-down in the open panel. */
	async choose(path: string, option: string): Promise<void> {
		await this.field(path).locator('input').first().click();
		await this.page.getByRole('option', { name: option, exact: true }).locator('visible=true').click();
	}

	/** Presses "Execute workflow". */
	async execute(): Promise<void> {
		await this.testId('execute-workflow-button').click();
	}
}
