//! Fills and reads what the frame of one await has beside values: copies of objects, and words that are null.

use crate::ir::{Builder, Value};
use gc_coro_core::model::ObjectId;

use crate::emit::frame_access::FrameAccess;

impl FrameAccess<'_> {
    /// Nulls the words of a state's pointer area (offset and number) after those that this suspension fills: the collector
    /// looks at all of them.
    pub fn null_idle_words(&self, build: &Builder, (offset, count): (u64, u64)) {
        let pointer = self.plan.model_map.coroutine.pointer_bytes;
        let (_, filled) = self.plan.frame.tracked.area;
        self.null_words(build, (filled..count).map(|word| offset + word * pointer));
    }

    /// The tracked pointers that were stored into the frame just now: all but those in the pieces `kept` (offset and size), which it
    /// held before. Optimisers forward the stores to these loads.
    pub fn filled_words(&self, build: &Builder, kept: &[(u64, u64)]) -> Vec<Value> {
        let pointer = self.plan.model_map.coroutine.pointer_bytes;
        let ty = self.tracked_pointer(build);
        let (area, filled) = self.plan.frame.tracked.area;
        let is_new = |at: &u64| !kept.iter().any(|&(begin, size)| (begin..begin + size).contains(at));
        let offsets = (0..filled).map(|number| area + number * pointer).filter(is_new);
        let word = |offset| build.load(ty, self.interior(build, offset, "child.addr"), pointer, "child");
        offsets.map(word).collect()
    }

    /// Where the tracked words of an object stand in the frame.
    fn words_of(&self, object: ObjectId) -> Option<u64> {
        let frame = self.plan.frame;
        let has_words = !self.plan.model_map.coroutine.objects[object].tracked_words.is_empty();
        frame.words[object].or(frame.objects[object].filter(|_| has_words))
    }

    /// Copies an object's content to the frame.
    pub fn save_object(&self, build: &Builder, object: ObjectId, address: Value) {
        self.copy_object(build, object, address, true);
    }

    /// Copies an object's content from the frame.
    pub fn load_object(&self, build: &Builder, object: ObjectId, address: Value) {
        self.copy_object(build, object, address, false);
    }

    fn copy_object(&self, build: &Builder, id: ObjectId, address: Value, to_frame: bool) {
        let object = &self.plan.model_map.coroutine.objects[id];
        let pointer = self.plan.model_map.coroutine.pointer_bytes;
        let ty = self.tracked_pointer(build);
        if let Some(words) = self.words_of(id) {
            for (number, &offset) in (0u64..).zip(&object.tracked_words) {
                let outside = build.byte_offset(address, offset, "word.addr");
                let inside = self.interior(build, words + number * pointer, "word.addr");
                let (from, to) = if to_frame { (outside, inside) } else { (inside, outside) };
                let word = build.load(ty, from, pointer, "word");
                build.store(word, to, pointer);
            }
        }
        let Some(bytes) = self.plan.frame.objects[id] else { return };
        // The pieces between the tracked words.
        let mut begin = 0;
        let ends = object.tracked_words.iter().copied().chain([object.size]);
        for end in ends {
            if end > begin {
                let outside = build.byte_offset(address, begin, "bytes.addr");
                let inside = self.interior(build, bytes + begin, "bytes.addr");
                let (from, to) = if to_frame { (outside, inside) } else { (inside, outside) };
                build.copy_memory(to, from, end - begin, 1);
            }
            begin = end + pointer;
        }
    }
}
