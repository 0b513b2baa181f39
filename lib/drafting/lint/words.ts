export { readWords, shippedWords, type Election, type WordEntry, type WordLists } from '../words/word-lists';
