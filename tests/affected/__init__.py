"""Which tests a change can make fail: a map made by a run of the tests, and the choice by it (``make affected``)."""
