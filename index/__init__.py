"""The retrieval layer: from documents to scored passages, with exact offsets."""
