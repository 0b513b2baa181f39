import type { ReceiptRow } from '../revenue/receipt';
import type { Channel } from './decision';

export interface ChannelChoice {
	channel: Channel;
	/** Null for a text. */
	reasonCode: string | null;
	reason: string | null;
}

const BY_TEXT: ChannelChoice = { channel: 'text', reasonCode: null, reason: null };

type Unusable = Exclude<ReceiptRow['phoneKind'], 'mobile'>;

const NUMBER_PROBLEMS: Readonly<Record<Unusable, [reasonCode: string, reason: string]>> = {
	missing: ['phoneMissing', '휴대전화번호가 없어 우편으로 안내합니다.'],
	deadPrefix: ['phoneDeadPrefix', '더 이상 쓰이지 않는 번호(011·016·017·018·019)여서 우편으로 안내합니다.'],
	landline: ['phoneLandline', '문자를 받을 수 없는 유선·인터넷 전화번호여서 우편으로 안내합니다.'],
	invalid: ['phoneInvalid', '휴대전화번호의 형식이 맞지 않아 우편으로 안내합니다.'],
};

/**
 * Text or post for one recipient. A text goes only to a person of age, at a mobile number of their own.
 * @param sharedPhoneLimit a number carried by more different taxpayers than this is taken for an agent's.
 */
export function chooseChannel(row: ReceiptRow, sharedPhoneLimit: number): ChannelChoice {
	if (row.taxpayerType === 'corporation') return byPost('corporation', '법인이므로 우편으로 안내합니다.');
	if (row.minor) return byPost('minor', '미성년자이므로 우편으로 안내합니다.');
	if (row.phoneKind !== 'mobile') return byPost(...NUMBER_PROBLEMS[row.phoneKind]);
	if (row.phone === null) return byPost(...NUMBER_PROBLEMS.missing);
	if (row.phoneOwner === 'agent') return byPost('agentPhone', '신청을 대행한 사람의 번호여서 우편으로 안내합니다.');
	if (row.phoneSharedBy > sharedPhoneLimit)
		return byPost('sharedPhone', `납세자 ${row.phoneSharedBy}명이 함께 쓰는 번호여서 우편으로 안내합니다.`);
	return BY_TEXT;
}

function byPost(reasonCode: string, reason: string): ChannelChoice {
	return { channel: 'post', reasonCode, reason };
}
