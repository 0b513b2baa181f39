import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';

import { toNodeError } from '../shared/to-node-error';
import { triggerProperties } from './properties';
import { settingsOf } from './settings';
import { manualItems, ScheduleWatch } from './watch';

export class BusinessDayTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '근무일 예약 실행',
		name: 'businessDayTrigger',
		icon: { light: 'file:businessDayTrigger.svg', dark: 'file:businessDayTrigger.dark.svg' },
		group: ['trigger', 'schedule'],
		version: 1,
		subtitle: `={{ $parameter["mode"] === "resume" ? "이어서 처리만" : $parameter["mode"] === "daily" ? "매 근무일 " + $parameter["time"] : "매주 첫 근무일 " + $parameter["time"] }}`,
		description: '공휴일을 건너뛰고 근무일에 흐름을 시작합니다. 멈췄던 회차는 이어서 처리합니다.',
		eventTriggerDescription: '근무일의 정해진 시각',
		activationMessage: '이제 근무일의 정해진 시각에 자동으로 실행됩니다.',
		defaults: { name: '근무일 예약 실행' },
		inputs: [],
		outputs: [
			{ type: NodeConnectionTypes.Main, displayName: '새 회차' },
			{ type: NodeConnectionTypes.Main, displayName: '이어서 처리' },
		],
		credentials: [{ name: 'cityhallLedgerApi', displayName: '발송 대장', required: true }],
		properties: triggerProperties,
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const speaking = (error: unknown) => toNodeError(this.getNode(), error);
		if (this.getMode() === 'manual') {
			const emitNow = async () => this.emit(await manualItems(this));
			return { manualTriggerFunction: async () => await emitNow().catch((error: unknown) => Promise.reject(speaking(error))) };
		}
		try {
			const watch = new ScheduleWatch(this, settingsOf(this), (outputs: INodeExecutionData[][]) => this.emit(outputs));
			watch.start();
			return { closeFunction: async () => await watch.stop() };
		} catch (error) {
			throw speaking(error);
		}
	}
}
